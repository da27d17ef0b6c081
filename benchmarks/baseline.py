"""The least that a check of a base can cost: bare C parser events and Pydantic, no places, links or rules.

Run as a whole process: `python -m benchmarks.baseline DIR`.
"""

import gc
import sys
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from kvtool.model import FOLDERS, kind
from kvtool.model.base import Record


def read(data: bytes) -> Any:
    """A file's fields as plain mappings, lists and text."""
    parser = CParser(data)
    stack: list[Any] = [[]]
    keys: list[Any] = [None]
    while True:
        event: Any = parser.get_event()
        sort = type(event)
        if sort is yaml.ScalarEvent:
            value: Any = event.value
        elif sort is yaml.MappingStartEvent:
            value = {}
        elif sort is yaml.SequenceStartEvent:
            value = []
        elif sort is yaml.MappingEndEvent or sort is yaml.SequenceEndEvent:
            stack.pop()
            keys.pop()
            continue
        elif sort is yaml.StreamEndEvent:
            return stack[0][0]
        else:
            continue
        top = stack[-1]
        if type(top) is list:
            top.append(value)
        elif keys[-1] is None:
            keys[-1] = value
            continue
        else:
            top[keys[-1]] = value
            keys[-1] = None
        if sort is not yaml.ScalarEvent:
            stack.append(value)
            keys.append(None)


def main(root: Path) -> None:
    """Validates all records of a base and keeps them; a broken one is a traceback."""
    context = {"languages": ("fi", "sv", "en")}
    records = []
    for folder, name in FOLDERS.items():
        files = sorted((root / "data" / folder).rglob("*.yaml"))
        adapter: TypeAdapter[Record] = TypeAdapter(kind(name))
        records += [adapter.validate_python(read(file.read_bytes()), context=context) for file in files]
    sys.stdout.write(f"{len(records)} records\n")


if __name__ == "__main__":
    gc.disable()
    main(Path(sys.argv[1]))
