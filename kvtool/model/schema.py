"""From annotations to the schema by which Pydantic's core validates."""

from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from kvtool.model.core import SchemaValidator
from kvtool.model.part import Part
from kvtool.model.values import Mark, Schema


@cache
def validator(model: type[Part]) -> SchemaValidator:
    """What makes a record of a file's fields, or says all that is wrong with them."""
    return SchemaValidator(schema_of(model))


@cache
def schema_of(model: type[Part]) -> Schema:
    """The schema of a part."""
    fields = {
        field.attribute: {
            "type": "typed-dict-field",
            "schema": _of(field.annotation),
            "required": field.required,
            "validation_alias": field.name,
            "serialization_alias": field.name,
        }
        for field in model.fields.values()
    }
    values = {
        "type": "typed-dict",
        "cls_name": model.__name__,
        "fields": fields,
        "extra_behavior": "forbid",
        "strict": True,
    }
    made = model.holding if model.check is Part.check else model.checked
    return {"type": "function-after", "function": {"type": "no-info", "function": made}, "schema": values}


def _of(annotation: Any) -> Schema:
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        schema = _of(inside[0])
        for mark in inside[1:]:
            if isinstance(mark, Mark):
                schema = mark.schema(schema)
        return schema
    if origin is list:
        return {"type": "list", "items_schema": _of(inside[0]), "strict": True}
    if origin is Literal:
        return {"type": "literal", "expected": list(inside)}
    if inside:  # a choice between a type and None
        return {"type": "nullable", "schema": _of(next(choice for choice in inside if choice is not type(None)))}
    if annotation is str:
        return {"type": "str", "strict": True}
    if issubclass(annotation, Part):
        return schema_of(annotation)
    said: Schema = annotation.schema() if hasattr(annotation, "schema") else {"type": "any"}  # a mark says the rest
    return said
