"""The membership review: what one or several memberships were to bring, what they brought and cost, and what to decide."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from kvtool.errors import KvtoolError
from kvtool.model.network import Criterion, MembershipReview, Network, Score
from kvtool.parts.membership import form, named, roles, said, since, stated, verdict, weaknesses
from kvtool.parts.options import decision, losses, options
from kvtool.parts.sections import Cell, Row, Section, computed, inferred, listed, section, table
from kvtool.parts.spending import spending
from kvtool.queries.portfolio import Held, alike, done_in, held, outcomes_in, portfolio, reviews
from kvtool.report import Item, Paper, item
from kvtool.reporting import Report, Wish
from kvtool.store.statements import Said

REPORT = Report(
    lambda say: say("What memberships were to bring, brought and cost, with options, verdict and a text to decide on"),
    kinds=("network",),
    least=1,
)
YEARS = 3


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """A sheet for each network; raises KvtoolError for one of which the city has never been a member, nor means to be."""
    day, every = paper.reader.day, portfolio(paper.reader)
    asked = [held(paper.reader, one) for one in wish.records if isinstance(one, Network)]
    for one in asked:
        if not (one.network.membership and one.resolved.every):
            shown = "'kvtool report network-portfolio' shows what is stated"
            raise KvtoolError(f"nothing is stated of the city's part in '{one.network.id}'", remedy=shown)
    names = [paper.reader.name(one.network.id) for one in asked]
    years = range(day.year - YEARS + 1, day.year + 1)
    made = {
        "title": paper.say("Membership review: {names}", names=", ".join(names)),
        "owners": [one.membership.owner for one in asked],
        "sheets": [_sheet(paper, one, every, years) for one in asked],
    }
    weaknesses(paper, asked, years)
    return made


def _sheet(paper: Paper, one: Held, every: Sequence[Held], years: Sequence[int]) -> dict[str, Any]:
    """The sections of one network, in the order of the template."""
    say, last = paper.say, one.review(paper.reader.day)
    loss = losses(paper, one, every)
    return {
        "name": paper.reader.name(one.network.id),
        "glance": _glance(paper, one),
        "goals": _goals(paper, one),
        "scores": _scores(paper, one),
        "cost": spending(paper, one, years),
        "use": _use(paper, one),
        "roles": section(say("No role is on record."), listed(_roles(paper, one))),
        "overlap": _overlap(paper, one, every),
        "loss": section(say("Nothing on record would be lost."), listed(loss)),
        "notice": _notice(paper, one),
        "options": section(say("No option is on record."), listed(options(paper, one, years[-1]))),
        "verdict": _verdict(paper, one, last),
    }


def _glance(paper: Paper, one: Held) -> Section:
    say, file = paper.say, paper.file(one.network)
    head = stated(paper, one)
    lines = [item(f"{say('State')}: {head['text']}", head["notes"])]
    known_ = {
        say("Form"): form(paper, one),
        say("Since"): since(paper, one),
        say("Owner"): named(paper, [one.membership.owner]) or say("not named"),
        say("Coordinator"): named(paper, [one.membership.coordinator]) or say("not named"),
    }
    lines += [item(f"{label}: {value}", file) for label, value in known_.items() if value]
    proposed: Sequence[Said] = one.resolved.proposed_endings
    lines += [said(paper, one, ending) for ending in proposed]
    return section("", listed(lines))


def _goals(paper: Paper, one: Held) -> Section:
    """The goals, each with what came of it: changes that serve the same goal and priority."""
    say, reader = paper.say, paper.reader
    found = outcomes_in(reader.kb, one.network, reader.day)
    rows: list[Row] = []
    for goal in one.membership.goals:
        results = [
            inferred(
                f"{paper.text(outcome.changed)} ({reader.labels.code('Outcome.level', outcome.level)})", paper.file(at)
            )
            for at, outcome in found
            if (goal.goal in outcome.goals or not goal.goal)
            and (goal.priority in (*outcome.priorities, *at.priorities) or not goal.priority)
        ]
        tied = [reader.name(goal.goal), reader.name(goal.priority)]
        measure = [paper.text(goal.measure), say("by {date}", date=reader.date(goal.by)) if goal.by else ""]
        rows.append(
            [
                item(paper.text(goal.text), paper.grounds(goal, one.network)),
                "; ".join(filter(None, tied)) or say("tied to no goal"),
                ", ".join(filter(None, measure)) or say("no measure"),
                results or say("no result on record"),
            ]
        )
    columns = [say("Goal"), say("Of the strategy"), say("Measure"), say("Result")]
    return section(say("No goal is set for the membership."), table(columns, rows))


def _scores(paper: Paper, one: Held) -> Section:
    """All criteria, each with the last score and the one before; what has no evidence says so, and is not 0."""
    say, reader = paper.say, paper.reader
    last = reviews(one.membership, reader.day)[:2]
    columns = [say("Criterion")]
    columns += [say("Score of {date} (0–3)", date=reader.date(review.on)) for review in last]
    columns += [say("Evidence")]

    def row(criterion: str) -> Row:
        found = [next((it for it in review.scores if it.criterion == criterion), None) for review in last]
        label = item(reader.labels.code("Score.criterion", criterion), paper.file(one.network))
        return [label, *(_score(paper, score) for score in found), _evidence(paper, found[0])]

    weighed = map(row, get_args(Criterion)) if last else []
    return section(say("No review is on record, so nothing is scored."), table(columns, weighed))


def _score(paper: Paper, score: Score | None) -> str:
    if score is None:
        return paper.say("not scored")
    return paper.say("no evidence") if score.value is None else str(score.value)


def _evidence(paper: Paper, score: Score | None) -> Cell:
    if score is None or not score.evidence:
        return item(paper.say("none") if score is None or score.value is None else paper.say("scored without evidence"))
    kb = paper.reader.kb
    found = [(one, kb.inner[one].record if one in kb.inner else kb.by_id[kb.now(one)].record) for one in score.evidence
             if one in kb.inner or kb.now(one) in kb.by_id]  # fmt: skip
    return [item(paper.name(one), paper.file(record) if record else []) for one, record in found]


def _use(paper: Paper, one: Held) -> Section:
    """The units that use the membership, each with how often it led something in the network."""
    say, reader = paper.say, paper.reader
    led = Counter(reader.kb.now(it.lead) for it in done_in(reader.kb, one.network, reader.day) if it.lead)
    users = list(dict.fromkeys(map(reader.kb.now, one.membership.users)))

    def line(unit: str, words: str = "") -> Item:
        times = (
            say("led {number} of what is on record", number=led[unit]) if led[unit] else say("led nothing on record")
        )
        return computed(f"{reader.name(unit)}{words}: {times}", paper.file(one.network))

    lines = [line(unit) for unit in users]
    unnamed = say("not named as a user")
    lines += [line(unit, f" ({unnamed})") for unit in led if unit not in users]
    return section(say("No unit is named as a user."), listed(lines))


def _roles(paper: Paper, one: Held) -> Iterator[Item]:
    for state, _, told in roles(paper, one):
        yield {**told, "text": f"{paper.reader.labels.code('Role.state', state)}: {told['text']}"}


def _overlap(paper: Paper, one: Held, every: Sequence[Held]) -> Section:
    say, reader = paper.say, paper.reader
    lines = []
    for pair in alike(reader.kb, every, reader.day):
        if one.network.id in (pair.one.id, pair.other.id):
            other = pair.other if pair.one.id == one.network.id else pair.one
            shared = ", ".join(map(reader.name, pair.shared)) or say("no member in common on record")
            text, notes = f"{reader.name(other.id)}: {shared}", paper.file(other)
            weighed = pair.review and say("by the review of {date}", date=reader.date(pair.review.on))
            lines.append(item(f"{text} ({weighed})", paper.file(pair.one)) if weighed else computed(text, notes))
    return section(say("No overlap is found, by reviews or by theme and members."), listed(lines))


def _notice(paper: Paper, one: Held) -> Section:
    file = paper.file(one.network)
    notice = [item(paper.text(one.membership.notice), file)] if one.membership.notice else []
    bound = [item(paper.text(text), file) for text in one.membership.obligations]
    return section(
        paper.say("No rule of notice and no obligation is on record; ask the network before deciding."),
        listed(notice, paper.say("Notice")),
        listed(bound, paper.say("Obligations")),
    )


def _verdict(paper: Paper, one: Held, last: MembershipReview | None) -> Section:
    """The verdict of the last review as a proposal, and a text to decide on."""
    say, reader = paper.say, paper.reader
    if last is None:
        return section(say("No review is on record: a verdict has to be given first (membership.reviews)."))
    notes = paper.note(last.decision) + paper.file(one.network)
    when = say("review of {date}, {role}", date=reader.date(last.on), role=reader.name(last.role))
    told = item(f"{verdict(paper, last)} ({when})", notes)
    why = [item(paper.text(last.because), notes)] if last.because else []
    return section(
        "",
        listed([told], say("Proposed verdict")),
        listed(why, say("Reasons")),
        listed([decision(paper, one, last)], say("Proposed decision")),
    )
