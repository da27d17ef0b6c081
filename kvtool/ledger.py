"""What the findings of a verdict rest on: after a change, only what rests on something that changed is judged anew.

What is found in a record follows from its file, from the files that were read for it and the ids that were looked for,
and from what files there are and which ids they hold. As long as the last is what it was, the findings of all records
still stand that rest on nothing that changed.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kvtool.catalogue import catalogue
from kvtool.diagnostics import Diagnostic
from kvtool.judging import ANYTHING, Found
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.retold import head_of
from kvtool.store.shape import shape


class Still(NamedTuple):
    """What still stands of a verdict: findings, the files whose records need no look, the rules that need not look across all."""

    findings: Sequence[Diagnostic] = ()
    files: Mapping[str, str] = {}
    """By their paths, with their grounds."""
    across: Mapping[str, str] = {}
    """By their codes, with their grounds."""


class Ledger(NamedTuple):
    """The files of a base in their order: hashes, shapes, the grounds of what was found in each; and those of rules across all.

    Grounds are the numbers of files, kinds, and ids that are looked for. `said` is what else all findings rest on.
    """

    paths: Sequence[str]
    hashes: Sequence[str]
    shapes: Sequence[str]
    grounds: Sequence[str]
    across: Mapping[str, str]
    said: str

    def still(self, kb: KnowledgeBase, said: str, findings: Sequence[Diagnostic]) -> Still:
        """What still stands of the findings, now that files may have changed."""
        if said != self.said or self.paths != [entry.path for entry in kb.entries]:
            return Still()
        changed = {ANYTHING}
        gone = set[str]()
        for number, (entry, hashed, shaped) in enumerate(zip(kb.entries, self.hashes, self.shapes, strict=True)):
            if entry.hash != hashed or not hashed:
                named = () if entry.shape and entry.shape == shaped else _named_elsewhere(entry, hashed)
                if named is None:
                    return Still()
                became = {kb.now(one) for one in named}
                changed |= {str(number), entry.kind, *named, *became}
                gone |= {entry.path, *(kb.by_id[one].path for one in became if one in kb.by_id)}
        changed.discard("")

        @cache
        def stands(grounds: str) -> bool:
            return changed.isdisjoint(grounds.split(" "))

        files = {
            path: grounds
            for path, grounds in zip(self.paths, self.grounds, strict=True)
            if stands(grounds) and path not in gone
        }
        across = {code: grounds for code, grounds in self.across.items() if stands(grounds)}
        return Still([one for one in findings if _is_of(one, files, across)], files, across)

    def told(self) -> str:
        """All of it as JSON."""
        return json.dumps(self, ensure_ascii=False)


class Last(NamedTuple):
    """The findings of the last verdict, and what they rest on."""

    findings: Sequence[Diagnostic]
    ledger: Ledger

    def still(self, kb: KnowledgeBase, said: str) -> Still:
        """What still stands of them."""
        return self.ledger.still(kb, said, self.findings)


def heard(said: str) -> Ledger:
    """A ledger from JSON; raises ValueError or TypeError where that is none."""
    ledger = Ledger(*json.loads(said))
    if not len(ledger.paths) == len(ledger.hashes) == len(ledger.shapes) == len(ledger.grounds):
        raise ValueError
    return ledger


def _named_elsewhere(entry: Entry, hashed: str) -> Collection[str] | None:
    """What a changed file names elsewhere than when it had other bytes; nothing where more is otherwise, or it is not known."""
    if entry.former is None or entry.former.hash != hashed:
        return None
    return shape(entry.former.head).otherwise(shape(head_of(entry)))


def _is_of(one: Diagnostic, files: Collection[str], across: Collection[str]) -> bool:
    """Whether a finding is one of some files' records, or of some rules that look across all."""
    on = catalogue()[one.code].on
    return one.code in across if on is KnowledgeBase else on is not None and one.path in files


def ledger_of(entries: Sequence[Entry], found: Found, still: Still, said: str) -> Ledger:
    """What the findings of a verdict rest on: what was found now, and what still stood.

    Judged anew is always what was found in a file by looking at another one, and in a file that may allow something:
    there not all that was found stands in the verdict.
    """
    grounds = {path: part.grounds for path, part in found.files.items()}
    grounds.update(still.files)
    for path, part in found.files.items():
        for elsewhere in {one.path for one in part.findings} - {path}:
            grounds[path] = grounds[elsewhere] = ANYTHING
    across = {
        code: ANYTHING if any(grounds.get(one.path) == ANYTHING for one in part.findings) else part.grounds
        for code, part in found.across.items()
    }
    return Ledger(
        [entry.path for entry in entries],
        [entry.hash for entry in entries],
        [entry.shape for entry in entries],
        [grounds.get(entry.path, "") for entry in entries],
        {**across, **still.across},
        said,
    )
