"""Lessons: what was learned in a period, what follows from it, who sees to it, and where it was applied."""

from collections.abc import Iterable, Iterator, Sequence

from kvtool.annexes import cut
from kvtool.model.engagement import Engagement, Lesson
from kvtool.parts.monitored import Monitored
from kvtool.parts.sections import Row, Section, in_numbers, listed, section, table
from kvtool.queries.owners import OPEN_LESSONS
from kvtool.queries.work import Came
from kvtool.report import Item, item
from kvtool.store.calendar import over

SETTLED = ("proven", "rejected")
FIRST = 3
"""How many lessons of the period stand in the text, by their days, and of others; where there are more, all are an annex."""


def lessons(look: Monitored) -> Section:
    """The section of lessons: those of the period, those from before that were applied or settled in it or still wait."""
    say = look.say
    columns = [say("Lesson"), say("Learned from"), say("State"), say("Owner"), say("Applied in")]
    told = table(columns, (_row(look, *pair) for pair in _of(look.came(look.period, Lesson))), say("Of the period"))
    before = (
        listed(_applied(look), say("From before, applied in the period")),
        listed(
            (_short(look, *pair) for pair in _settled(look)), say("From before, proven or turned down in the period")
        ),
        listed((_short(look, *pair) for pair in waiting(look)), say("From before, not applied yet")),
        listed(
            (_short(look, *pair) for pair in _of(look.later_on(Lesson))),
            say("From what still runs; counted when it ends"),
        ),
    )
    title, empty = say("Lessons"), say("No lesson is on record for the period.")
    return section(empty, cut(told, FIRST, title), *in_numbers(before, title, FIRST))


def applied_in(look: Monitored, lesson: Lesson) -> list[Engagement]:
    """The engagements of the period, as far as the paper's day goes, in which a lesson was applied."""
    first, last = look.period.first, min(look.period.last, look.paper.reader.day)
    found = (look.kb.get(Engagement, one) for one in lesson.applied_in)
    return [one for one in found if one and one.from_.first <= last and over(one) >= first]


def waiting(look: Monitored) -> list[tuple[Came, Lesson]]:
    """The lessons from before the period that nobody has applied or turned down."""
    return [pair for pair in _before(look) if _is_open(pair[1])]


def _is_open(lesson: Lesson) -> bool:
    return lesson.state in OPEN_LESSONS and not lesson.applied_in


def _settled(look: Monitored) -> list[tuple[Came, Lesson]]:
    """The lessons from before the period about which it was settled in it whether they hold."""
    return [(one, lesson) for one, lesson in _before(look) if lesson.state in SETTLED and _in_period(look, lesson)]


def _in_period(look: Monitored, lesson: Lesson) -> bool:
    since, (first, last) = lesson.state_since, look.period
    return since is not None and first <= since.last <= min(last, look.paper.reader.day)


def applied(look: Monitored) -> list[tuple[Came, Lesson]]:
    """The lessons, of the period or from before, that were applied in the period."""
    every = [*_before(look), *_of(look.came(look.period, Lesson))]
    return [(one, lesson) for one, lesson in every if applied_in(look, lesson)]


def _before(look: Monitored) -> Iterator[tuple[Came, Lesson]]:
    return _of(look.earlier(Lesson))


def _of(every: Iterable[Came]) -> Iterator[tuple[Came, Lesson]]:
    return ((one, one.what) for one in every if isinstance(one.what, Lesson))


def _told(look: Monitored, lesson: Lesson) -> str:
    """A lesson with what follows from it."""
    follows = f" → {look.paper.text(lesson.recommendation)}" if lesson.recommendation else ""
    return f"{look.paper.text(lesson.text)}{follows}"


def _row(look: Monitored, one: Came, lesson: Lesson) -> Row:
    paper, reader = look.paper, look.paper.reader
    used = [item(paper.name(it.id), paper.file(it)) for it in _known(look, lesson)]
    return [
        item(_told(look, lesson), paper.file(one.engagement)),
        paper.text(one.engagement.title),
        _state(look, lesson),
        reader.name(lesson.owner) or look.say("nobody is named"),
        used or look.say("nowhere on record"),
    ]


def _state(look: Monitored, lesson: Lesson) -> str:
    """How far a lesson is, and since when where that is on record."""
    state = look.paper.reader.labels.code("Lesson.state", lesson.state)
    since = lesson.state_since or (lesson.on if lesson.state == "noticed" else None)
    return look.say("{state} since {date}", state=state, date=look.paper.reader.date(since)) if since else state


def _known(look: Monitored, lesson: Lesson) -> Sequence[Engagement]:
    return [found for one in lesson.applied_in if (found := look.kb.get(Engagement, one))]


def _applied(look: Monitored) -> Iterator[Item]:
    paper = look.paper
    for one, lesson in _before(look):
        if places := applied_in(look, lesson):
            names = "; ".join(paper.name(it.id) for it in places)
            notes = [*paper.file(one.engagement), *(number for it in places for number in paper.file(it))]
            yield item(look.say("{lesson} (applied in: {names})", lesson=_told(look, lesson), names=names), notes)


def _short(look: Monitored, one: Came, lesson: Lesson) -> Item:
    """A lesson on one line: from when it is, how far it is, who sees to it by when."""
    reader, say = look.paper.reader, look.say
    told = [_state(look, lesson), reader.name(lesson.owner) or say("nobody is named")]
    told += [say("due {date}", date=reader.date(lesson.due))] if lesson.due else []
    return item(f"{_told(look, lesson)} ({', '.join(told)})", look.paper.file(one.engagement))


def ahead(look: Monitored) -> Iterator[Item]:
    """The lessons that are to be applied in the next period."""
    for one, lesson in _of([*look.earlier(Lesson), *look.came(look.period, Lesson), *look.later_on(Lesson)]):
        if _is_open(lesson) and look.next.holds(lesson.due):
            yield _short(look, one, lesson)
