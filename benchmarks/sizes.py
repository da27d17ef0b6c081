"""How large records are: the median bytes and fields of a base's large kinds."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

KINDS = ("partners", "networks", "messages", "engagements")
NEAR = 0.05
GENERATOR = Path(__file__).resolve().parents[2] / "shared" / "perf" / "gen_perf_data.py"
"""Where the generator that gives the size to keep to usually is: beside the checkout."""


@dataclass(frozen=True, slots=True)
class Size:
    """The median bytes and fields of some records."""

    bytes: float
    fields: float

    def like(self, other: "Size") -> bool:
        """Whether both figures differ from another size's by at most one in twenty."""
        pairs = ((self.bytes, other.bytes), (self.fields, other.fields))
        return all(abs(own / wanted - 1) <= NEAR for own, wanted in pairs)


def measure(data: Path, *kinds: str) -> Size:
    """The size of the records of some kinds below a `data/` folder; of the large kinds where none is named."""
    from kvtool.text.reader import read

    found = [file.read_bytes() for kind in kinds or KINDS for file in sorted((data / kind).rglob("*.yaml"))]
    return Size(median(map(len, found)), median(sum(1 for _ in _fields(read(one).fields)) for one in found))


def _fields(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _fields(inner)


def of_the_generator(generator: Path, records: int) -> Size | None:
    """The size of a generator's records; None where it is not there."""
    if not generator.is_file():
        return None
    with TemporaryDirectory() as folder:
        command = [sys.executable, str(generator), folder, str(records)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return measure(Path(folder) / "data")
