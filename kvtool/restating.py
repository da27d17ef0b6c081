"""The packs and reports that say something else in one state of a base than in another."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from kvtool.errors import KvtoolError
from kvtool.model.partner import Partner
from kvtool.papers import Order, make
from kvtool.queries.reading import Reader
from kvtool.report import Paper, broken_gap
from kvtool.reporting import reports
from kvtool.reports.brief import Wish, content
from kvtool.store.base import KnowledgeBase

MOST: Final = 2_000
"""Of more records than these not every paper is made to see what it says: that takes longer than a card is waited for."""

OTHERWISE, POSSIBLE, REMOVED, BROKEN = "otherwise", "possible", "removed", "broken"


class Restated(NamedTuple):
    """A paper by what it is about or called, and what becomes of it: it says something else, can be made now, or no longer."""

    id: str
    name: str
    becomes: str


def are_few(kb: KnowledgeBase) -> bool:
    """Whether a base is so small that all its papers can be made to see what they say."""
    return len(kb.entries) <= MOST


def packs(old: Reader, new: Reader, concerned: Collection[str], renamed: Mapping[str, str]) -> list[Restated]:
    """The briefing packs of some partners that are not what they were; those that cannot be made any more come first."""
    former = {now: was for was, now in renamed.items()}
    lost, others = [], []
    for one in sorted(concerned):
        was, now = old.kb.get(Partner, former.get(one, one)), new.kb.get(Partner, one)
        if was and not now:
            lost.append(Restated(one, old.name(one), BROKEN if new.kb.is_broken(one) else REMOVED))
        elif now and not was:
            others.append(Restated(one, new.name(one), POSSIBLE))
        elif was and now and _pack(old, was) != _pack(new, now):
            others.append(Restated(one, new.name(one), OTHERWISE))
    return lost + others


def _pack(reader: Reader, partner: Partner) -> dict[str, Any]:
    return _but_broken(reader, content(Paper(reader), Wish([partner], None, reader.day, "", people=False)))


def _but_broken(reader: Reader, said: dict[str, Any]) -> dict[str, Any]:
    """What a paper says, but not which records are broken: every paper says that, whatever it is about."""
    broken = {broken_gap(reader.labels, entry) for entry in reader.kb.broken}
    return {**said, "gaps": [one for one in said["gaps"] if one not in broken]}


def restated(old: Reader, new: Reader) -> Iterator[Restated]:
    """The reports of the whole base that are not what they were."""
    for name, report in reports().items():
        if report.least:
            continue
        was, now = _report(old, name), _report(new, name)
        if was != now:
            title = str((now or was or {})["title"])
            yield Restated(name, title, OTHERWISE if was and now else POSSIBLE if now else BROKEN)


def _report(reader: Reader, name: str) -> dict[str, Any] | None:
    """What a report says; nothing where it cannot be made of this base."""
    try:
        return _but_broken(reader, make(reader, Order(name), "", people=False).content)
    except KvtoolError:
        return None
