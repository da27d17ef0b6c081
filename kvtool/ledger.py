"""What the findings of a verdict rest on: after a change, only what rests on something that changed is judged anew.

What is found in a record follows from its file, from the files that were read for it and the ids that were looked for,
and from what files there are and which ids they hold. As long as the last is what it was, the findings of all records
still stand that rest on nothing that changed.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from kvtool.catalogue import catalogue
from kvtool.diagnostics import Diagnostic
from kvtool.judging import ANYTHING, Found
from kvtool.store.base import KnowledgeBase
from kvtool.store.digests import sum_of
from kvtool.store.entry import Entry
from kvtool.store.retold import head_of
from kvtool.store.shape import shape

PARTED: Final = "\t"
"""What parts the words of one file from those of the next."""


class Still(NamedTuple):
    """What still stands of a verdict: findings, the files whose records need no look, the rules that need not look across all."""

    findings: Sequence[Diagnostic] = ()
    files: Mapping[str, str] = {}
    """By their paths, with their grounds."""
    across: Mapping[str, str] = {}
    """By their codes, with their grounds."""


class Ledger(NamedTuple):
    """Of the files of a base in their order, their hashes, and the grounds of what was found in each; and those of rules.

    Grounds are the numbers of files, kinds, and ids that are looked for.
    """

    files: str
    """What stands for the paths."""
    hashes: str
    shapes: Mapping[str, str]
    """By the numbers of the files, where they are not the hashes."""
    grounds: str
    across: Mapping[str, str]
    """By the codes of the rules that look across all."""
    said: str
    """What else all findings rest on."""

    def still(self, kb: KnowledgeBase, said: str, findings: Sequence[Diagnostic]) -> Still:
        """What still stands of the findings, now that files may have changed."""
        grounds = self.grounds.split(PARTED)
        changed = self._changed(kb) if said == self.said and self.files == _named(kb.entries) else None
        if changed is None or len(grounds) != len(kb.entries):
            return Still()

        @cache
        def stands(one: str) -> bool:
            return changed.isdisjoint(one.split(" "))

        files = {
            entry.path: one
            for number, (entry, one) in enumerate(zip(kb.entries, grounds, strict=True))
            if stands(one) and str(number) not in changed and entry.id not in changed
        }
        across = {code: one for code, one in self.across.items() if stands(one)}
        return Still([one for one in findings if _is_of(one, files, across)], files, across)

    def _changed(self, kb: KnowledgeBase) -> set[str] | None:
        """What changed, in the words of grounds; nothing where that is more than those can say."""
        changed = {ANYTHING}
        for number, (entry, hashed) in enumerate(zip(kb.entries, self.hashes.split(PARTED), strict=False)):
            if entry.hash != hashed or not hashed:
                shaped = self.shapes.get(str(number), hashed)
                named = () if shaped and entry.shape == shaped else _named_otherwise(entry, hashed)
                if named is None:
                    return None
                changed |= {str(number), entry.kind, *named, *map(kb.now, named)}
        return changed - {""}

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
    if [type(one) for one in ledger] != [str, str, dict, str, dict, str]:
        raise ValueError(said[:60])
    return ledger


def _named(entries: Iterable[Entry]) -> str:
    """What stands for the paths of some files."""
    return sum_of(*[entry.path for entry in entries])


def _named_otherwise(entry: Entry, hashed: str) -> Collection[str] | None:
    """What a changed file names otherwise than with the bytes that it had; None where that is not known, or is not all."""
    if entry.former is None or entry.former.hash != hashed:
        return None
    return shape(entry.former.head).otherwise(shape(head_of(entry)))


def _is_of(one: Diagnostic, files: Collection[str], across: Collection[str]) -> bool:
    """Whether a finding is one of some files' records, or of some rules that look across all."""
    rule = catalogue().get(one.code)
    if rule is None or rule.on is None:
        return False
    return one.code in across if rule.on is KnowledgeBase else one.path in files


def ledger_of(entries: Sequence[Entry], found: Found, still: Still, said: str) -> Ledger:
    """What the findings of a verdict rest on: what was found now, and what still stood.

    Judged anew is always what a record showed of another one, and what was found in a file that may allow something: there
    not all that was found stands in the verdict.
    """
    grounds = {path: part.grounds for path, part in found.files.items()}
    grounds.update(still.files)
    for part in found.files.values():
        if part.grounds == ANYTHING:
            grounds.update((one.path, ANYTHING) for one in part.findings)
    across = {
        code: ANYTHING if any(grounds.get(one.path) == ANYTHING for one in part.findings) else part.grounds
        for code, part in found.across.items()
    }
    return Ledger(
        _named(entries),
        PARTED.join([entry.hash for entry in entries]),
        {str(number): entry.shape for number, entry in enumerate(entries) if entry.shape != entry.hash},
        PARTED.join([grounds.get(entry.path, "") for entry in entries]),
        {**across, **still.across},
        said,
    )
