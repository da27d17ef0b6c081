"""The overlap radar: pairs of engagements that deal with one partner or one matter and should know of each other."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kvtool.model.engagement import Engagement
from kvtool.model.texts import Text
from kvtool.queries.alike import bare
from kvtool.store.asking import once
from kvtool.store.base import KnowledgeBase
from kvtool.store.coordination import Extent, coordinated, days_between, extent, is_dealing, led_apart
from kvtool.store.policy import whole
from kvtool.text.fault import Path

Sort = Literal["meeting", "topic", "ask", "stance", "visit"]


class Overlap(NamedTuple):
    """Two engagements and what they share.

    `partner` is whom both deal with, or who asks for both visits; None where stances are taken before different ones.
    `matter` is the priority, the ask, the issue or the topic; `path` is where that stands in the later engagement.
    """

    sort: Sort
    earlier: Engagement
    later: Engagement
    partner: str | None
    matter: str
    days: int
    path: Path


def overlaps(kb: KnowledgeBase, sort: Sort) -> Sequence[Overlap]:
    """The overlaps of one sort, in the order of the later engagements; a base is looked through once for all sorts."""
    return _found(kb)[sort]


def named(engagement: Engagement) -> str:
    """An engagement with the unit that leads it, as messages name them."""
    return f"'{engagement.id}' ({engagement.lead or 'no lead'})"


def apart(days: int) -> str:
    """The days between two engagements in words."""
    return "at the same time" if days == 0 else "1 day apart" if days == 1 else f"{days} days apart"


class _Mark(NamedTuple):
    """An engagement under something that it may share with another: when that counts, and what stands where in it.

    Marks of one side are no pair: of one unit, where it is units that overlap, or of one position.
    """

    engagement: Engagement
    extent: Extent
    path: Path
    partner: str | None
    matter: str = ""
    side: str | None = None
    topic: Text | None = None


Marks = Iterator[tuple[Hashable, _Mark]]


class _Radar(NamedTuple):
    """How one sort of overlap is found: two marks under one key, near enough in time, that count as a pair.

    `limit` is the value of policy that says how many days may lie between. A pair is told once, or once for `each`
    matter where one remedy does not mend them all.
    """

    limit: str
    marks: Callable[[KnowledgeBase, Engagement], Marks]
    counts: Callable[[KnowledgeBase, _Mark, _Mark], bool]
    each: bool = False


@once
def _found(kb: KnowledgeBase) -> Mapping[Sort, Sequence[Overlap]]:
    found: dict[Sort, dict[Hashable, Overlap]] = {sort: {} for sort in _RADARS}
    for sort, radar in _RADARS.items():
        for one in _overlaps(kb, sort, radar):
            pair = (one.earlier.id, one.later.id, one.path if radar.each else ())
            found[sort][pair] = min(found[sort].get(pair, one), one, key=_rank)
    for told in found["meeting"]:
        found["topic"].pop(told, None)
    return {sort: sorted(pairs.values(), key=_order) for sort, pairs in found.items()}


def _rank(overlap: Overlap) -> tuple[Path, str]:
    """Of one pair the field that is written first is told."""
    return overlap.path, overlap.partner or ""


def _order(overlap: Overlap) -> tuple[str, str, str, Path]:
    return overlap.later.from_, overlap.later.id, overlap.earlier.id, overlap.path


def _overlaps(kb: KnowledgeBase, sort: Sort, radar: _Radar) -> Iterator[Overlap]:
    limit = whole(kb.settings, radar.limit)
    if limit is None:
        return
    shared: dict[Hashable, list[_Mark]] = defaultdict(list)
    for engagement in kb.all(Engagement):
        for key, mark in radar.marks(kb, engagement):
            shared[key].append(mark)
    for marks in shared.values():
        for earlier, later, days in _near(marks, limit):
            if radar.counts(kb, earlier, later):
                partner = later.partner or _common(kb, earlier.engagement, later.engagement)
                yield Overlap(sort, earlier.engagement, later.engagement, partner, later.matter, days, later.path)


def _near(marks: list[_Mark], limit: int) -> Iterator[tuple[_Mark, _Mark, int]]:
    """The pairs that lie near enough, with the days between; what ended too long ago is looked at no more."""
    sides: dict[str | None, list[_Mark]] = defaultdict(list)
    for later in sorted(marks, key=lambda mark: (mark.extent.earliest, mark.engagement.id)):
        for side, near in sides.items():
            if side is None or side != later.side:
                near[:] = [mark for mark in near if later.extent.earliest - mark.extent.end <= limit]
                for earlier in near:
                    days = days_between(earlier.extent, later.extent)
                    if days <= limit and earlier.engagement.id != later.engagement.id:
                        yield earlier, later, days
        sides[later.side].append(later)


def _common(kb: KnowledgeBase, earlier: Engagement, later: Engagement) -> str | None:
    """The first partner of the later engagement that the earlier has too."""
    known = {kb.now(partner) for partner in earlier.partners}
    return next((partner for partner in map(kb.now, later.partners) if partner in known), None)


def _meetings(kb: KnowledgeBase, engagement: Engagement) -> Marks:
    if engagement.lead and is_dealing(engagement):
        when, lead = extent(engagement.from_, engagement.to), kb.now(engagement.lead)
        for index, partner in enumerate(map(kb.now, engagement.partners)):
            yield partner, _Mark(engagement, when, ("partners", index), partner, side=lead)


def _topics(kb: KnowledgeBase, engagement: Engagement) -> Marks:
    """Work with a partner on a priority, at the time when it is begun."""
    if engagement.lead and is_dealing(engagement):
        when, lead = extent(engagement.from_), kb.now(engagement.lead)
        for index, priority in enumerate(engagement.priorities):
            for partner in map(kb.now, engagement.partners):
                yield (partner, priority), _Mark(engagement, when, ("priorities", index), partner, priority, lead)


def _asks(kb: KnowledgeBase, engagement: Engagement) -> Marks:
    """What the city asks of a partner."""
    if engagement.asks and is_dealing(engagement):
        when = extent(engagement.from_, engagement.to)
        for index, ask in enumerate(engagement.asks):
            said = ask.text.source(kb.settings.source_language)
            for words in _words(ask.text) if ask.by == "us" else ():
                for partner in map(kb.now, engagement.partners):
                    yield (partner, words), _Mark(engagement, when, ("asks", index), partner, said)


def _stances(_: KnowledgeBase, engagement: Engagement) -> Marks:
    """For or against an issue, whoever hears it: a city has one voice before all its partners."""
    if engagement.stance and is_dealing(engagement):
        when = extent(engagement.from_, engagement.to)
        for index, stance in enumerate(engagement.stance):
            if stance.position != "neutral":
                path = ("stance", index, "position")
                yield stance.issue, _Mark(engagement, when, path, None, stance.issue, stance.position)


def _visits(kb: KnowledgeBase, engagement: Engagement) -> Marks:
    """Requests for a visit, under their topic and under their priorities; one that was turned down was made too."""
    asked = engagement.visit_in
    if asked is None or (engagement.state == "cancelled" and asked.decision not in ("declined", "referred")):
        return
    when = extent(asked.requested or engagement.from_)
    topic = asked.topic.source(kb.settings.source_language) if asked.topic else ""
    priorities = frozenset(engagement.priorities)
    for body in map(kb.now, [engagement.asked_by] if engagement.asked_by else engagement.partners):
        for words in _words(asked.topic) if asked.topic else ():
            yield (body, words), _Mark(engagement, when, ("visit-in", "topic"), body, topic)
        if priorities:
            said = topic or ", ".join(engagement.priorities)
            yield (body, priorities), _Mark(engagement, when, ("priorities",), body, said, topic=asked.topic)


def _words(text: Text) -> Iterable[str]:
    """The words of a text in each of its languages, however they are typed; signs alone say nothing."""
    return {words: None for _, string in text if (words := bare(string))}


def _unknown_to_each_other(kb: KnowledgeBase, earlier: _Mark, later: _Mark) -> bool:
    pair = (earlier.engagement, later.engagement)
    return not coordinated(kb, *pair) and led_apart(kb, *pair)


def _always(*_: object) -> bool:
    return True


def _opposite(kb: KnowledgeBase, earlier: _Mark, later: _Mark) -> bool:
    """For and against by two units: one alone may change its mind."""
    return led_apart(kb, earlier.engagement, later.engagement)


def _asked_again(_: KnowledgeBase, earlier: _Mark, later: _Mark) -> bool:
    """Whether nobody has said why a repeated request is taken or not; priorities count where words cannot be compared."""
    asked = later.engagement.visit_in
    settled = asked is not None and asked.decision is not None and asked.because is not None
    comparable = earlier.topic and later.topic and not earlier.topic.strings.keys().isdisjoint(later.topic.strings)
    return not settled and not comparable


_RADARS: Mapping[Sort, _Radar] = {
    "meeting": _Radar("overlap_days", _meetings, _unknown_to_each_other),
    "topic": _Radar("topic_days", _topics, _unknown_to_each_other),
    "ask": _Radar("ask_days", _asks, _always, each=True),
    "stance": _Radar("stance_days", _stances, _opposite, each=True),
    "visit": _Radar("visit_request_days", _visits, _asked_again),
}
