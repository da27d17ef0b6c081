"""Plain values in JSON, for what is told of files: on one line, and quick."""

import json


def line_of(value: object) -> str:
    """Texts, numbers and lists and mappings of them in JSON."""
    return in_json(value).decode("utf-8", "surrogatepass")


def in_json(value: object) -> bytes:
    """The same in UTF-8."""
    from kvtool.model.core import to_json  # is there already where files are read

    try:
        return to_json(value)
    except ValueError:  # half a character, which a text can hold by its number only
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
