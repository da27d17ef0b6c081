"""From fields to a record: what Pydantic finds wrong, said in the words of the tool and put at its place."""

import re
from difflib import get_close_matches
from typing import Any, NamedTuple

from kvtool.model.base import Record
from kvtool.model.core import ValidationError
from kvtool.model.part import Part
from kvtool.model.schema import validator
from kvtool.model.texts import MORE
from kvtool.model.values import SLUG, BadValueError, shown
from kvtool.model.walk import part_of
from kvtool.text.fault import Fault, Path
from kvtool.text.tree import Tree, where

ID_HELP = "use a–z, 0–9 and single hyphens, at most 64 characters"


class Validated(NamedTuple):
    """A record, or all faults of its fields; and whether its texts hold nothing but words, no facts and no hashes."""

    record: Record | None
    faults: list[Fault]
    only_words: bool = False


def validate(model: type[Record], tree: Tree, languages: tuple[str, ...]) -> Validated:
    """The record, or all faults of its fields; a fault stands at the field, a missing one at what should hold it."""
    context: dict[str, Any] = {"languages": languages}
    try:
        record: Record = validator(model).validate_python(tree.fields, context=context)
        return Validated(record, [], MORE not in context)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=True)
        return Validated(None, [_fault(model, tree, problem) for problem in problems])


def _fault(model: type[Record], tree: Tree, problem: Any) -> Fault:
    path: Path = tuple(problem["loc"])
    kind: str = problem["type"]
    context = problem.get("ctx") or {}
    if isinstance(misfit := context.get("error"), BadValueError):
        path += misfit.at
        line, column = where(tree, path, key=misfit.code in ("KV108", "KV110"))
        return Fault(misfit.code, line, column, misfit.message, misfit.help, path)
    if kind == "missing":
        parent = where(tree, path[:-1]) if len(path) > 1 else (1, 1)
        return Fault("KV102", *parent, f"the field '{path[-1]}' is missing", f"add '{path[-1]}: …'", path)
    if kind == "extra_forbidden":
        return _unknown(model, tree, path)
    line, column = where(tree, path)
    if kind == "literal_error":
        return _code(line, column, path, problem["input"], context["expected"])
    if kind.startswith("string_pattern") or kind == "string_too_long":
        if context.get("pattern", SLUG) != SLUG:
            return Fault(
                "KV111",
                line,
                column,
                f"{shown(problem['input'])} does not fit '{_field(path)}'",
                "let the tool write it, or look at the schema",
                path,
            )
        return Fault("KV106", line, column, f"{shown(problem['input'])} is not an id", ID_HELP, path)
    if kind == "too_long":
        return Fault("KV103", line, column, f"at most {context['max_length']} items", "merge or drop some", path)
    wanted = _WANTED.get(kind, "something else")
    return Fault("KV103", line, column, f"{shown(problem['input'])} is not {wanted}", _REMEDIES.get(kind, ""), path)


_WANTED = {
    "string_type": "text",
    "string_too_short": "text",
    "list_type": "a list",
    "dict_type": "a mapping of fields",
}
_REMEDIES = {
    "string_type": "write a text, or remove the line",
    "list_type": "write [one, two], or each on a line of its own after '- '",
    "dict_type": "write {field: value}, or each field on a line of its own",
}


def _code(line: int, column: int, path: Path, given: Any, expected: str) -> Fault:
    codes = re.findall(r"'([^']*)'", expected)
    near = get_close_matches(str(given).lower(), codes, 1, 0.6) if isinstance(given, str) else []
    hint = f"did you mean {near[0]}?" if near else f"use one of {', '.join(codes)}"
    return Fault("KV104", line, column, f"{shown(given)} is not a code of '{_field(path)}'", hint, path)


def _field(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


def _unknown(model: type[Record], tree: Tree, path: Path) -> Fault:
    name = str(path[-1])
    known = sorted(_fields(model, path[:-1]))
    near = get_close_matches(name, known, 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else f"known here are {', '.join(known)}" if known else ""
    return Fault("KV101", *where(tree, path, key=True), f"unknown field '{name}'", hint, path)


def _fields(model: type[Part], path: Path) -> list[str]:
    """The field names that a path leads to, through the parts of a model."""
    here: type[Part] | None = model
    for step in path:
        if here is None:
            return []
        if isinstance(step, str):
            here = part_of(here, step)
    return list(here.fields) if here else []
