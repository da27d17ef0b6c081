"""What is known of a file without reading it: what it is, which ids it holds, what it names and where."""

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from kvtool.store import oneline
from kvtool.store.oneline import PARTED

FAULTS = 2
"""The number of the faults in what is told of an unusual file, after its kind and its id: nobody else asks about them."""


class Shape(NamedTuple):
    """What a file is and holds, and its references: where each stands, and what it names."""

    names: Sequence[str]
    links: Sequence[tuple[str, str]]

    def otherwise(self, other: "Shape") -> Collection[str] | None:
        """What is named elsewhere in one of two shapes; nothing where they differ in more than that."""
        if self.names != other.names:
            return None
        return {target for _, target in {*self.links} ^ {*other.links}}


def shape(head: str) -> Shape:
    """What the head of what is told of a file says; raises ValueError, TypeError or LookupError where it is none."""
    name, own_id, rest, line = head.split(PARTED)
    survey = oneline.read(line)
    if rest:
        name, own_id, *unusual = json.loads(rest)
        del unusual[FAULTS]
        rest = json.dumps(unusual)
    spots = survey.spots.split(";") if survey.spots else []
    return Shape((name, own_id, rest, survey.inner), list(zip(spots, survey.targets.split(), strict=True)))
