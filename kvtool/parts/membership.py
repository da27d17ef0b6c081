"""What papers say of a membership: where the city stands, what it takes, which roles it holds, what came of it."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from kvtool.model.network import MembershipReview, Option
from kvtool.model.statement import Role
from kvtool.parts.sections import number
from kvtool.queries.portfolio import Held, Sum, cost, outcomes_in
from kvtool.queries.showing import said_by
from kvtool.report import Item, Paper, item
from kvtool.store.calendar import later
from kvtool.store.policy import whole
from kvtool.store.statements import Said, begin_of, role_state
from kvtool.words.dates import say_span

ROLE_STATES = ("held", "planned", "past")


def stated(paper: Paper, one: Held) -> Item:
    """Where the city stands, with who says it."""
    head = one.resolved.headline
    if head is None:
        return item(paper.say("nothing stated of the city"), paper.file(one.network))
    return said(paper, one, head, paper.reader.status(one.resolved))


def said(paper: Paper, one: Held, statement: Said, words: str = "") -> Item:
    """A statement of the city's part, with who says it."""
    text = f"{words or paper.reader.label(statement)} ({said_by(paper.reader, statement)})"
    return item(text, paper.note(statement.source, statement.statement.quote) or paper.file(one.network))


def since(paper: Paper, one: Held) -> str:
    """From when the present membership is."""
    return paper.reader.date(one.since.begins) if one.since else ""


def form(paper: Paper, one: Held) -> str:
    """The form of the membership; just that it is one where no form is stated."""
    labels = paper.reader.labels
    return labels.code("Membership.form", one.form) or labels.code("Membership.status", "member" if one.since else None)


def named(paper: Paper, units: Sequence[str | None]) -> str:
    """Units by their names."""
    return ", ".join(paper.reader.name(unit) for unit in units if unit)


def known(paper: Paper, amount: Decimal | None) -> str:
    """An amount; what is not known is said, and is not 0."""
    return paper.say("not known") if amount is None else number(paper, amount)


def total(paper: Paper, amount: Sum) -> str:
    """A sum, with of how many amounts it is not known."""
    if not amount.missing:
        return number(paper, amount.known)
    if amount.missing == amount.of:
        return paper.say("not known")
    return paper.say("{amount} + {number} not known", amount=number(paper, amount.known), number=amount.missing)


def roles(paper: Paper, one: Held, states: Sequence[str] = ROLE_STATES) -> Iterator[tuple[str, Role, Item]]:
    """The roles in some states, the ones held first, each with its words."""
    reader, labels = paper.reader, paper.reader.labels
    for state in states:
        for role in one.membership.roles:
            if role_state(reader.kb, role, reader.day) == state and paper.allowed(role.source):
                span = say_span(role.from_ or begin_of(reader.kb, role), role.to, labels.language)
                told = [paper.text(role.title), reader.name(role.holder), span]
                doubt = [paper.say("inferred")] if role.basis == "inferred" else []
                yield state, role, item(", ".join(filter(None, told + doubt)), paper.grounds(role, one.network))


def last_outcome(paper: Paper, one: Held) -> Item:
    """The last change in somebody that came of the network."""
    reader = paper.reader
    for engagement, outcome in outcomes_in(reader.kb, one.network, reader.day):
        when = reader.date(outcome.on or engagement.from_)
        return item(f"{paper.text(outcome.changed)} ({when})", paper.file(engagement))
    return item(paper.say("none on record"))


def verdict(paper: Paper, review: MembershipReview | Option | None) -> str:
    """The verdict of a review, or the one that an option would be."""
    return paper.reader.labels.code("MembershipReview.verdict", review.verdict) if review else ""


def weaknesses(paper: Paper, members: Sequence[Held], years: Sequence[int]) -> None:
    """Puts into the box of gaps what memberships lack: owners, goals, reviews in time, the cost of some years."""
    say, reader = paper.say, paper.reader

    def unpriced(one: Held) -> bool:
        spent = [cost(one.membership, year) for year in years]
        return any(year.days is None or (paper.internal and year.euros is None) for year in spent)

    def names(lacks: Callable[[Held], bool]) -> str:
        return ", ".join(reader.name(one.network.id) for one in members if lacks(one))

    span = " – ".join(dict.fromkeys((str(years[0]), str(years[-1]))))
    if found := names(lambda one: not one.membership.owner):
        paper.gap(say("Without an owner: {names}.", names=found))
    if found := names(lambda one: not one.membership.goals):
        paper.gap(say("Without goals: {names}.", names=found))
    if found := names(unpriced):
        paper.gap(say("Cost not known in full ({years}): {names}.", years=span, names=found))
    if found := names(lambda one: _unreviewed(paper, one)):
        paper.gap(say("Not reviewed in time: {names}.", names=found))
    if found := names(lambda one: _unproved(paper, one)):
        paper.gap(say("Scored without evidence: {names}.", names=found))


def _unreviewed(paper: Paper, one: Held) -> bool:
    limit, review = whole(paper.reader.kb.settings, "review_days"), one.review(paper.reader.day)
    return review is None or (limit is not None and later(review.on.last, limit) < paper.reader.day)


def _unproved(paper: Paper, one: Held) -> bool:
    review = one.review(paper.reader.day)
    return review is not None and any(score.value is not None and not score.evidence for score in review.scores)
