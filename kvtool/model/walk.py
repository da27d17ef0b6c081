"""Goes through a record's parts: the references in it and the nested things that have ids of their own."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from kvtool.model.part import Part
from kvtool.model.texts import Text
from kvtool.model.values import Refers

Path = tuple[str | int, ...]
NOTHING = Refers()


class Reference(NamedTuple):
    """An id that stands in a field, and the kinds that the field may name; `*` is any."""

    path: Path
    target: str
    kinds: tuple[str, ...]


class Step(NamedTuple):
    """A field of a model that holds references, parts or texts: one, or a list of them."""

    attribute: str
    alias: str
    many: bool
    refers: Refers


class Plan(NamedTuple):
    """The fields of a model in which there is something to walk to."""

    references: tuple[Step, ...]
    parts: tuple[Step, ...]
    texts: tuple[Step, ...]


@cache
def plan(model: type[Part]) -> Plan:
    """Where to go from a part of a model."""
    steps: dict[str, list[Step]] = {"ref": [], "part": [], "text": []}
    for field in model.fields.values():
        if found := _sort(field.annotation):
            sort, many, refers = found
            steps[sort].append(Step(field.attribute, field.name, many, refers))
    return Plan(*map(tuple, steps.values()))


def _sort(annotation: Any) -> tuple[str, bool, Refers] | None:
    """How to walk a type, whether it is a list, and what it refers to; None for plain values."""
    if get_origin(annotation) is Annotated:
        base, *metadata = get_args(annotation)
        for item in metadata:
            if isinstance(item, Refers):
                return ("ref", get_origin(base) is list, item)
        return _sort(base)
    if get_origin(annotation) is list:
        found = _sort(get_args(annotation)[0])
        return (found[0], True, found[2]) if found else None
    if isinstance(annotation, type):
        if issubclass(annotation, Part):
            return ("part", False, NOTHING)
        return ("text", False, NOTHING) if annotation is Text else None
    for choice in get_args(annotation):
        if choice is not type(None) and (found := _sort(choice)):
            return found
    return None


@cache
def leading(model: type[Part], to: Callable[[type[Part]], bool]) -> tuple[Step, ...]:
    """The fields of a model that lead to parts of some sort, however deep."""
    return tuple(
        step for step in plan(model).parts if (inner := part_of(model, step.alias)) and any(map(to, models(inner)))
    )


@cache
def refers_in(model: type[Part], field: str) -> bool:
    """Whether a field of a model holds ids of records."""
    return any(step.alias == field for step in plan(model).references)


def parts(part: Part) -> Sequence[tuple[Path, Part]]:
    """A part and all parts in it, with their paths."""
    found: list[tuple[Path, Part]] = []
    _look(part, (), found)
    return found


def among(part: Part, to: Callable[[type[Part]], bool]) -> Sequence[Part]:
    """A part and those in it, but none that is not of some sort and leads to none: without paths, in no certain order."""
    found = [part]
    for one in found:  # which grows meanwhile
        given = vars(one)
        for attribute, _, many, _ in leading(type(one), to):
            if value := given.get(attribute):
                if many:
                    found += value
                else:
                    found.append(value)
    return found


def _look(part: Part, path: Path, found: list[tuple[Path, Part]]) -> None:
    found.append((path, part))
    given = vars(part)
    for attribute, alias, many, _ in plan(type(part)).parts:
        if attribute not in given or not (value := given[attribute]):
            continue
        if many:
            for index, item in enumerate(value):
                _look(item, (*path, alias, index), found)
        else:
            _look(value, (*path, alias), found)


def part_at(part: Part, path: Path) -> Any:
    """What a path leads to in a part."""
    found: Any = part
    for step in path:
        found = found[step] if isinstance(step, int) else getattr(found, type(found).fields[step].attribute)
    return found


def texts(walked: Sequence[tuple[Path, Part]]) -> Sequence[tuple[Path, Text]]:
    """All texts in several languages of a record's parts, with their paths."""
    found: list[tuple[Path, Text]] = []
    for path, part in walked:
        given = vars(part)
        for attribute, alias, many, _ in plan(type(part)).texts:
            if attribute not in given or not (value := given[attribute]):
                continue
            if many:
                found.extend([((*path, alias, index), item) for index, item in enumerate(value)])
            else:
                found.append(((*path, alias), value))
    return found


def part_of(model: type[Part], alias: str) -> type[Part] | None:
    """The model of the part, or of the items, that a field holds; None for plain values."""
    field = model.fields.get(alias)
    return _model(field.annotation) if field else None


def _model(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Part) else None
    return next((found for choice in get_args(annotation) if (found := _model(choice))), None)


def models(model: type[Part], seen: set[type[Part]] | None = None) -> Iterator[type[Part]]:
    """A model and the models of all parts that it can hold, each once."""
    seen = seen if seen is not None else set()
    if model in seen:
        return
    seen.add(model)
    yield model
    for field in model.fields.values():
        if found := _model(field.annotation):
            yield from models(found, seen)
