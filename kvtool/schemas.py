"""The kinds of record as JSON Schema, for editors: made of the same annotations by which records are checked.

A schema is never stricter than kvtool. It knows no other record: whether an id exists, only `kvtool lint` tells.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal, get_args, get_origin

from kvtool.model import FOLDERS, kind
from kvtool.model.part import Field, Part, PartType
from kvtool.model.texts import Text
from kvtool.model.values import ChecksInBase, Listed, Reads, Refers, Written
from kvtool.words.labels import labels

Schema = dict[str, Any]

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors know best."""

SAID: Final = {"type": ["string", "number", "boolean"], "minLength": 1}
"""A text: written without quotes, editors may take it for a number."""

HASH: Final = {"type": "string", "pattern": "^[0-9a-f]{12}$"}


def schema_of(name: str, languages: Sequence[str]) -> Schema:
    """The schema of a kind's files in a base with these languages."""
    return {"$schema": DIALECT, "title": name, **_Maker(tuple(languages)).whole(kind(name))}


def schema_of_all(languages: Sequence[str]) -> Schema:
    """One schema for a file of any kind."""
    maker = _Maker(tuple(languages))
    choices = [{"$ref": maker.part(kind(name))["$ref"]} for name in FOLDERS.values()]
    return {"$schema": DIALECT, "title": "record", "anyOf": choices, "definitions": maker.definitions}


class _Maker:
    """Makes schemas; each part is defined once and referred to by its name."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages
        self.labels = labels("en")
        self.definitions: dict[str, Schema] = {}

    def whole(self, model: PartType) -> Schema:
        made = self._fields(model)
        return {**made, "definitions": dict(sorted(self.definitions.items()))}

    def part(self, model: PartType) -> Schema:
        """A reference to a part, which is defined by then."""
        if model.__name__ not in self.definitions:
            self.definitions[model.__name__] = {}  # a part may hold parts of its own sort
            self.definitions[model.__name__] = self._fields(model)
        return {"$ref": f"#/definitions/{model.__name__}"}

    def _fields(self, model: PartType) -> Schema:
        return {
            "type": "object",
            "description": " ".join((model.__doc__ or "").split()),
            "additionalProperties": False,
            "required": [field.name for field in model.fields.values() if field.required],
            "properties": {field.name: self._field(field) for field in model.fields.values()},
        }

    def _field(self, field: Field) -> Schema:
        made = self.of(field.annotation)
        return (
            {"allOf": [made], "title": self._title(field)} if "$ref" in made else {"title": self._title(field), **made}
        )

    def _title(self, field: Field) -> str:
        return self.labels.field(field.name)

    def of(self, annotation: Any) -> Schema:
        """The schema of a type."""
        origin, inside = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            made = self.of(inside[0])
            for mark in inside[1:]:
                made = self._marked(made, mark)
            return made
        if origin is list:
            return {"type": "array", "items": self.of(inside[0])}
        if origin is Literal:
            return {"enum": list(inside)}
        if inside:  # a choice between a type and nothing
            return self.of(next(choice for choice in inside if choice is not type(None)))
        if annotation is Text:
            return self._text()
        return self.part(annotation) if issubclass(annotation, Part) else {}

    def _marked(self, made: Schema, mark: Any) -> Schema:
        if isinstance(mark, Reads):
            return mark.looks
        if isinstance(mark, ChecksInBase):
            return {"enum": list(self.languages)}
        if isinstance(mark, Written):
            limits = {"pattern": mark.pattern, "maxLength": mark.longest}
            return {**SAID, **{name: limit for name, limit in limits.items() if limit is not None}}
        if isinstance(mark, Listed):
            listed = {**made, "type": ["array", "null"]}
            return listed if mark.most is None else {**listed, "maxItems": mark.most}
        if isinstance(mark, Refers):
            return {**made, "description": _meant(mark)}
        return made

    def _text(self) -> Schema:
        codes = {"type": "array", "items": {"enum": list(self.languages)}}
        hashes = {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(self.languages, HASH)}
        self.definitions["Text"] = {
            "type": "object",
            "description": "One text in the languages of the base.",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {**dict.fromkeys(self.languages, SAID), "proposed": codes, "made_from": hashes},
        }
        return {"$ref": "#/definitions/Text"}


def _meant(mark: Refers) -> str:
    """What a reference may name."""
    if "*" in mark.kinds:
        return "the id of a record"
    words = "".join(f", or the word {word}" for word in mark.words)
    return (
        f"the id of one of: {', '.join(mark.kinds)}{words}"
        if len(mark.kinds) > 1
        else f"the id of: {mark.kinds[0]}{words}"
    )
