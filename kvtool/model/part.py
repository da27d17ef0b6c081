"""What records are made of: classes declared by annotations, whose instances hold what a file gives.

Pydantic's core validates them by a schema that is made of the annotations when it is first needed. They are
no BaseModels: making those took a short command longer than all its other work, and a command that reads what
was checked before needs no Pydantic at all. To Pydantic they are types like others: `TypeAdapter(Partner)` works.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, NamedTuple, get_args, get_origin

from kvtool.model.values import Called, Listed


class Field(NamedTuple):
    """A field of a part: its attribute, its name in the file, its type, and whether a file must give it."""

    attribute: str
    name: str
    annotation: Any
    required: bool


def marks(annotation: Any) -> tuple[Any, ...]:
    """What an annotation says of a field besides its type."""
    return get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()


class PartType(type):
    """The class of a part's class: reads the fields off its annotations."""

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> None:
        super().__init__(name, bases, namespace)
        found: dict[str, Field] = {}
        for base in reversed(bases):
            found.update(base.fields if isinstance(base, PartType) else {})
        own: dict[str, Any] = cls.__annotations__
        for attribute, annotation in own.items():
            if get_origin(annotation) is ClassVar:
                continue
            said = marks(annotation)
            if attribute not in namespace and any(isinstance(mark, Listed) for mark in said):
                type.__setattr__(cls, attribute, ())
            called = next((mark.name for mark in said if isinstance(mark, Called)), attribute)
            found[called] = Field(attribute, called, annotation, attribute not in vars(cls))
        cls.__fields__: Mapping[str, Field] = found

    @property
    def fields(cls) -> Mapping[str, Field]:
        """The fields by their names in the file, in the order of their declaration."""
        return cls.__fields__

    def holding(cls, values: dict[str, Any]) -> Any:
        """An instance that holds these values, which are valid."""
        made = cls()
        object.__setattr__(made, "__dict__", values)
        return made

    def checked(cls, values: dict[str, Any]) -> Any:
        """An instance that holds these values, each of which is valid; raises BadValueError where they disagree."""
        made = cls.holding(values)
        made.check()
        return made


class Part(metaclass=PartType):
    """A piece of a record: unknown fields are errors, values do not change.

    An instance holds the fields that its file gives; the others are the defaults of its class.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} does not change")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    def check(self) -> None:
        """Raises BadValueError where the fields do not go together."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from kvtool.model.schema import schema_of

        return schema_of(cls)
