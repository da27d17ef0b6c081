"""The record kinds as JSON Schema and as yamale schemas, so that peers are as strict as kvtool is.

Made from the schemas for editors, so from the models themselves.
"""

import json
from pathlib import Path
from typing import Any, Final

from kvtool.model import FOLDERS
from kvtool.schemas import schema_of

LANGUAGES: Final = ("fi", "sv", "en")
YAMLLINT: Final = """\
extends: default
rules:
  line-length: disable      # quotes are as long as they are
  document-start: disable   # one record a file
  truthy: disable           # YAML 1.2: NO is Norway
"""


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind, every part written out where it stands: references cost a validator time."""
    made = schema_of(name, LANGUAGES)
    return {"$schema": made.pop("$schema"), **_inlined(made, made.pop("definitions"))}


def _inlined(schema: Any, parts: dict[str, Any]) -> Any:
    """A schema without references and without the words that check nothing; what may be text is text only."""
    if isinstance(schema, list):
        return [_inlined(item, parts) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(parts[schema["$ref"].rsplit("/", 1)[-1]], parts)
    if "allOf" in schema:
        return _inlined(schema["allOf"][0], parts)
    found = {key: _inlined(value, parts) for key, value in schema.items() if key not in ("title", "description")}
    if isinstance(schema.get("type"), list):
        found["type"] = schema["type"][0]
    if "properties" in schema:
        found["properties"] = {key: _inlined(value, parts) for key, value in schema["properties"].items()}
    return found


def yamale(schema: dict[str, Any]) -> str:
    """A JSON Schema of ours as a yamale schema; each different part becomes an include of its own."""
    parts: dict[str, str] = {}
    lines = _fields(schema, parts)
    return "\n".join([*lines, *(f"---\n{name}:\n{body}" for body, name in parts.items())]) + "\n"


def _fields(schema: dict[str, Any], parts: dict[str, str]) -> list[str]:
    required = schema.get("required", ())
    return [
        f"{name}: {json.dumps(_asked(value, parts, optional=name not in required))}"
        for name, value in schema["properties"].items()
    ]


def _asked(schema: dict[str, Any], parts: dict[str, str], *, optional: bool = False) -> str:
    """The yamale expression of a value."""
    name, arguments = _validator(schema, parts)
    return f"{name}({', '.join([*arguments, *(['required=False'] if optional else [])])})"


def _validator(schema: dict[str, Any], parts: dict[str, str]) -> tuple[str, list[str]]:
    if "anyOf" in schema:
        return "any", [_asked(choice, parts) for choice in schema["anyOf"]]
    if codes := [repr(code) for code in schema.get("enum", (schema["const"],) if "const" in schema else ())]:
        if "'NO'" in codes:  # which its YAML 1.1 reads as false
            return "any", [f"enum({', '.join(codes)})", "bool()"]
        return "enum", codes
    if "pattern" in schema:
        return "regex", [repr(schema["pattern"])]
    match schema["type"]:
        case "object":
            body = "\n".join(f"  {line}" for line in _fields(schema, parts))
            return "include", [repr(parts.setdefault(body, f"part{len(parts)}"))]
        case "array":
            return "list", [_asked(schema["items"], parts)]
        case "string":
            return ("day", []) if schema.get("format") == "date" else ("str", ["min=1"])
        case "integer":
            limits = (("min", schema.get("minimum")), ("max", schema.get("maximum")))
            return "int", [f"{word}={limit}" for word, limit in limits if limit is not None]
        case simple:
            return {"boolean": "bool", "number": "num"}[simple], []


def write(folder: Path) -> None:
    """Writes the schemas of all kinds, each named like its folder of records, and yamllint's settings."""
    folder.mkdir(parents=True, exist_ok=True)
    for plural, name in FOLDERS.items():
        schema = json_schema(name)
        (folder / f"{plural}.schema.json").write_text(json.dumps(schema), encoding="utf-8")
        (folder / f"{plural}.yamale.yaml").write_text(yamale(schema), encoding="utf-8")
    (folder / "yamllint.yaml").write_text(YAMLLINT, encoding="utf-8")
