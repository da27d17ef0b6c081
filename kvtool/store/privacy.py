"""What records hold that must not be kept in them: personal data and secrets, less what the base allows."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model.base import Record
from kvtool.model.unit import Unit
from kvtool.settings import FILE, Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.exposed import Exposed
from kvtool.store.policy import value, words
from kvtool.text.characters import BOM, place
from kvtool.text.fault import Path
from kvtool.text.identity import CERTAIN, COUNTRIES
from kvtool.text.personal import MAIL, Hit, address, hits, looks_personal
from kvtool.text.spans import scalars
from kvtool.text.suspicion import suspicious
from kvtool.text.tree import Tree

NUMBERS, MAILBOXES = "identity_numbers", "role_mailboxes"
COMPUTED: Final = frozenset(("made_from", "of", "sha256"))
"""Fields that hold hashes, whose digits mean nothing."""


class Privacy(NamedTuple):
    """What a base counts as personal: the countries of identity numbers, and the addresses that are nobody's own."""

    countries: tuple[str, ...]
    roles: frozenset[str]
    mailboxes: frozenset[str] = frozenset()

    def hits(self, text: str) -> list[Hit]:
        """What must not stand in a text."""
        return [
            hit
            for hit in hits(text, self.countries)
            if hit.code != MAIL or not self._allows(address(text[hit.start : hit.end]))
        ]

    def _allows(self, written: str) -> bool:
        local, _, domain = written.partition("@")
        return written in self.mailboxes or not self.roles.isdisjoint((written, f"{local}@*", f"*@{domain}"))


def privacy(settings: Settings, units: Iterable[Unit] = ()) -> Privacy:
    """What the settings of a base count as personal, with the mailboxes of its units."""
    named = tuple(code.upper() for code in words(settings, NUMBERS))
    if odd := next((code for code in named if code not in COUNTRIES), None):
        known = f"known are {', '.join(COUNTRIES)}"
        raise KvtoolError(f"{FILE}: policy.{NUMBERS}: no checks for the numbers of '{odd[:20]}'", remedy=known)
    roles = frozenset(one.lower() for one in words(settings, MAILBOXES))
    if odd := next((one for one in sorted(roles) if one.count("@") != 1), None):
        raise KvtoolError(
            f"{FILE}: policy.{MAILBOXES}: '{odd[:60]}' is no address", remedy='write "info@*" or it whole'
        )
    mailboxes = frozenset(written for unit in units for written in _addresses(unit.mailbox or ""))
    return Privacy(CERTAIN if value(settings, NUMBERS) is None else named, roles, mailboxes)


def _addresses(mailbox: str) -> Iterator[str]:
    """The addresses of a unit's mailbox that are not made of a person's name."""
    for hit in hits(mailbox, ()):
        written = address(mailbox[hit.start : hit.end])
        if hit.code == MAIL and not looks_personal(written):
            yield written


def all_exposed(kb: KnowledgeBase) -> Mapping[tuple[Record, str], Sequence[Exposed]]:
    """What must not be kept, by the record that holds it and the rule that speaks of it."""
    judge = privacy(kb.settings, kb.all(Unit))
    found: dict[tuple[Record, str], list[Exposed]] = defaultdict(list)
    for entry in kb.entries:  # the bytes of all that are suspicious have been kept
        if not entry.broken and entry.marked is not None and suspicious(entry.marked) and (record := entry.record):
            text = entry.marked.decode("utf-8").removeprefix(BOM)
            for one in (*_in_fields(entry.tree, judge), *_in_comments(text, judge)):
                found[record, one.code].append(one)
    return dict(found)


def _in_fields(tree: Tree | None, judge: Privacy) -> Iterator[Exposed]:
    fields = _values(tree)
    whole = "\n".join(text for _, text in fields)
    starts = list(accumulate((len(text) + 1 for _, text in fields), initial=0))
    hits = judge.hits(whole)
    found = (Exposed(fields[bisect_right(starts, hit.start) - 1][0], hit.code, hit.said) for hit in hits)
    yield from dict.fromkeys(found)


def _in_comments(text: str, judge: Privacy) -> Iterator[Exposed]:
    """What stands outside of keys and values, each at its place."""
    said = "\n".join(line for line in text.split("\n") if "#" in line)
    hits = judge.hits(text) if suspicious(said.encode()) else []
    spans = scalars(text) if hits else []
    for hit in hits:
        before = bisect_right(spans, (hit.start, len(text))) - 1
        if before < 0 or spans[before][1] <= hit.start:
            yield Exposed((), hit.code, hit.said, place(text, hit.start))


def _values(tree: Tree | None) -> list[tuple[Path, str]]:
    """All texts of a record's fields with their paths, in no order."""
    found: list[tuple[Path, str]] = []
    waiting: list[tuple[Path, Any]] = [((), tree.fields if tree else {})]
    while waiting:
        path, node = waiting.pop()
        for step, item in node.items() if isinstance(node, dict) else enumerate(node):
            if isinstance(item, str):
                if step not in COMPUTED:
                    found.append(((*path, step), item))
            elif item and step not in COMPUTED:
                waiting.append(((*path, step), item))
    return found
