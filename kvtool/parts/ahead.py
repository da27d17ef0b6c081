"""What comes next with a partner, and how far the profile of it can be relied on."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.parts.doings import unanswered, when
from kvtool.parts.relation import sentence
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.queries.audience import whole as uncut
from kvtool.queries.partnership import Dealings, contact_due, in_force, open_measures
from kvtool.queries.relations import is_open
from kvtool.queries.reviews import review_hash
from kvtool.report import Item, Paper, item
from kvtool.store.calendar import later
from kvtool.store.policy import whole


class Step(NamedTuple):
    """Something to be done or to happen: by when, as far as it is known, what, and who sees to it."""

    day: date
    when: str
    what: Item
    who: str | None


def next_steps(paper: Paper, partner: Partner, known: Dealings) -> Section:
    """What is planned, asked for or runs out, the next first; open promises have a section of their own."""
    say = paper.say
    found = sorted(_steps(paper, partner, known), key=lambda step: (step.day, step.what["text"]))
    rows: list[Row] = [
        [step.what, step.when or say("no day set"), paper.reader.name(step.who) or say("not named")] for step in found
    ]
    empty = say("No next step is on record: nothing is planned, and nothing runs out.")
    return section(empty, table([say("What"), say("When"), say("Who")], rows))


def has_next_step(paper: Paper, partner: Partner, known: Dealings) -> bool:
    """Whether anybody has something to do."""
    promised = any(is_open(promise) for _, promise in known.promises)
    return promised or any(True for _ in _steps(paper, partner, known))


def _steps(paper: Paper, partner: Partner, known: Dealings) -> Iterator[Step]:
    reader, say = paper.reader, paper.say
    code = reader.labels.code
    for one in known.ahead:
        state = code("Engagement.state", one.state)
        told = f"{sentence(code('Engagement.type', one.type))}: {paper.text(one.title)} ({state})"
        yield Step(one.from_.first, when(paper, one), item(told, paper.file(one)), one.lead)
    for framework, measure in open_measures(reader.kb, partner, reader.day):
        state = code("Measure.state", measure.state)
        told = ", ".join(filter(None, (say("Measure: {what}", what=paper.text(measure.text)), state)))
        due = measure.due.last if measure.due else date.max
        yield Step(due, _by(paper, due), item(told, paper.grounds(measure, framework)), measure.coordinator)
    yield from _endings(paper, partner)
    contact = contact_due(partner, known)
    if contact and not any(one.from_.first <= contact[1] for one in known.ahead):
        told = say("Be in touch: the last contact was on {date}", date=reader.date(contact[0]))
        yield Step(contact[1], _by(paper, contact[1]), computed(told, paper.file(partner)), partner.lead)


def _endings(paper: Paper, partner: Partner) -> Iterator[Step]:
    """The agreements in force that end so soon that somebody has to decide."""
    reader, say = paper.reader, paper.say
    notice = whole(reader.kb.settings, "agreement_notice_days")
    for one in partner.agreements:
        near = one.to and notice is not None and one.to.last <= later(reader.day, notice)
        if one.to and near and in_force(one, reader.day) and paper.allowed(one.source or one.decision):
            name = paper.text(one.names) or reader.labels.code("Agreement.type", one.type)
            renewal = f" ({paper.text(one.renewal)})" if one.renewal else ""
            told = say("Decide what follows the agreement: {name}{renewal}", name=name, renewal=renewal)
            notes = paper.note(one.source or one.decision, one.quote) or paper.file(partner)
            yield Step(one.to.last, _by(paper, one.to.last), computed(told, notes), partner.lead)


def _by(paper: Paper, day: date) -> str:
    """By when, and that the day is past where it is."""
    if day == date.max:
        return ""
    said, say = paper.reader.date(day), paper.say
    return say("{date}, passed", date=said) if day < paper.reader.day else say("by {date}", date=said)


def quality(paper: Paper, partner: Partner, known: Dealings, held: Sequence[Engagement]) -> Section:
    """How old and how whole the profile is, and what came of the meetings `held` in its period, in a few lines."""
    say, reader, file = paper.say, paper.reader, paper.file(partner)
    review, last = partner.review, next(iter(known.held), None)
    if review is None:
        lines = [item(say("Never looked through"), file)]
    else:
        changed = review.of != review_hash(uncut(reader.kb, partner))
        told = say("Looked through on {date}, {role}", date=reader.date(review.on), role=reader.name(review.role))
        later_ = say("changed since")
        lines = [computed(f"{told}; {later_}", file) if changed else item(told, file)]
    if last:
        met = say("Last meeting on record: {date}, {title}", date=when(paper, last), title=paper.text(last.title))
        lines.append(computed(met, paper.file(last)))
    if silent := sum(unanswered(paper, one) for one in held):
        told = say("Without a result on record: {number} of {all} meetings held", number=silent, all=len(held))
        lines.append(computed(told, file))
    if lacking := ", ".join(_lacking(paper, partner)):
        lines.append(computed(say("Not on record: {what}", what=lacking), file))
    return section("", listed(lines))


def _lacking(paper: Paper, partner: Partner) -> Iterator[str]:
    """The fields of a partner that a profile leans on and nobody has filled."""
    field = paper.reader.labels.field
    names = ["standing", "lead", "users", "themes", "cooperation", "contact_rhythm"]
    yield from (field(name).lower() for name in names if not getattr(partner, name))
    for name in ("gains", "gives"):
        if partner.cooperation and not any(getattr(one, name) for one in partner.cooperation):
            yield field(name).lower()
    if any(in_force(one, paper.reader.day) and not one.exit_terms for one in partner.agreements):
        yield field("exit_terms").lower()


def overdue(paper: Paper, known: Dealings) -> int:
    """How many open promises of either side are past their day."""
    day = paper.reader.day
    return sum(is_open(one) and one.due is not None and one.due.last < day for _, one in known.promises)


def is_reviewed(paper: Paper, partner: Partner) -> bool:
    """Whether a profile was looked through in time, or nobody asks for that."""
    limit = whole(paper.reader.kb.settings, "review_days")
    review = partner.review
    return limit is None or (review is not None and later(review.on.last, limit) >= paper.reader.day)
