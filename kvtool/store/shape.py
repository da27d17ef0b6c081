"""What is known of a file without reading it: what it is, which ids it holds, what it names and where, its gist."""

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from kvtool.store import oneline
from kvtool.store.oneline import PARTED

FAULTS = 2
"""The number of the faults in what is told of an unusual file, after its kind and its id: nobody else asks about them."""


class Shape(NamedTuple):
    """What a file is and holds; its references: where each stands, and what it names; and its gist."""

    names: Sequence[str]
    links: frozenset[tuple[str, str]]
    gist: str

    def otherwise(self, other: "Shape") -> Collection[str] | None:
        """What is named otherwise than in another shape, elsewhere or with another gist; None where more is otherwise."""
        if self.names != other.names:
            return None
        links = self.links ^ other.links if self.gist == other.gist else self.links | other.links
        return {target for _, target in links}


def shape(head: str) -> Shape:
    """What the head of what is told of a file says; raises ValueError, TypeError or LookupError where it is none."""
    name, own_id, rest, line = head.split(PARTED)
    survey = oneline.read(line)
    if rest:
        name, own_id, *unusual = json.loads(rest)
        del unusual[FAULTS]
        rest = json.dumps(unusual) if any(unusual) else ""
    spots = survey.spots.split(";") if survey.spots else []
    links = frozenset(zip(spots, survey.targets.split(), strict=True))
    return Shape((name, own_id, rest, survey.inner), links, survey.gist)
