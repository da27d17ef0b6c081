"""Plain values in JSON, for what is told of files: on one line, and quick.

Pydantic's core is quicker still, but leaves in each text that is not ASCII its UTF-8, and most of these are kept: in a
check of 20,000 records that weighs 25 MiB.
"""

import json
from typing import Final

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def line_of(value: object) -> str:
    """Texts, numbers and lists and mappings of them in JSON."""
    return _encode(value)


def in_json(value: object) -> bytes:
    """The same in UTF-8."""
    return _encode(value).encode("utf-8", "surrogatepass")
