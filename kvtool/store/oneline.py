"""A survey in one line of text, and out of it again, by whoever need not know what a record is."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kvtool.store.injson import line_of

PARTED: Final = "\t"
"""What parts this line from all else that is told of a file: it stands last."""


class OneLine(NamedTuple):
    """The words of a survey: where references stand, what they name, the nested things, and its gist.

    Ids and paths hold no white space and none of the signs that part them; a gist may hold anything.
    """

    spots: str
    targets: str
    inner: str
    gist: str

    def nested(self) -> Iterable[Sequence[str]]:
        """The nested things: their ids, kinds and places."""
        return [one.split(" ") for one in self.inner.split(";") if one]


def written(
    spots: Iterable[str], targets: Iterable[str], inner: Iterable[tuple[str, str, str]], gist: Sequence[str]
) -> str:
    """The line of a survey; each target in it stands between spaces."""
    nested = ";".join(map(" ".join, inner))
    return f"{';'.join(spots)}| {' '.join(targets)} |{nested}|{line_of(gist) if gist else ''}"


def last_of(head: str) -> str:
    """This line, of what is told of a file."""
    return head.rpartition(PARTED)[2]


def read(line: str) -> OneLine:
    """The words in a line; raises ValueError, TypeError or AttributeError where it is none."""
    return OneLine(*line.split("|", 3))


def targets(line: str) -> Sequence[str]:
    """What the references in a line name; raises ValueError where it is none."""
    spots, named, _, _ = line.split("|", 3)
    found = named.split()
    if len(found) != (spots.count(";") + 1 if spots else 0):
        raise ValueError(line)
    return found


def nests(line: str) -> bool:
    """Whether a line says of nested things; raises ValueError where it is none."""
    _, _, inner, _ = line.split("|", 3)
    return inner != ""


def names(line: str, target: str) -> bool:
    """Whether a line may name an id: quick, and never no where it does."""
    return f" {target} " in line
