"""What binds the city and a partner: cooperation with its gains on both sides, agreements, promises, networks in common."""

from collections import Counter
from functools import partial
from typing import Final

from kvtool.model.dates import Day
from kvtool.model.partner import Agreement, Cooperation, Partner
from kvtool.parts.doings import titled, when
from kvtool.parts.relation import sentence
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.queries.partnership import Dealings, in_force, in_order
from kvtool.queries.relations import is_open, shared_networks
from kvtool.report import Paper, item
from kvtool.words.dates import say_span
from kvtool.words.sorting import sort_key

STATES: Final = ("open", "in-progress", "moved", "done", "lapsed")
"""The states of a promise, in the order in which they are counted."""


def cooperation(paper: Paper, partner: Partner) -> Section:
    """Why the two work together: each form with what the city gains and gives, and what the partner offers and seeks."""
    say, reader, file = paper.say, paper.reader, paper.file(partner)

    def row(one: Cooperation) -> Row:
        span = say_span(one.from_, one.to, reader.labels.language)
        told = [sentence(reader.labels.code("Cooperation.form", one.form)), paper.text(one.text)]
        what = f"{': '.join(filter(None, told))}{f' ({span})' if span else ''}"
        doubt = [say("inferred")] if one.basis == "inferred" else []
        return [
            item(", ".join([what, *doubt]), paper.grounds(one, partner)),
            reader.name(one.priority) or say("no priority"),
            paper.text(one.gains) or say("not on record"),
            paper.text(one.gives) or say("not on record"),
        ]

    said = [one for one in partner.cooperation if paper.allowed(one.source)]
    columns = [say("Form of cooperation"), say("Priority"), say("We gain"), say("We give")]
    offers = [(say("The partner offers"), partner.offers), (say("The partner seeks"), partner.seeks)]
    lines = [item(f"{label}: {'; '.join(map(paper.text, texts))}", file) for label, texts in offers if texts]
    empty = say("No form of cooperation is on record, so nothing says what the city gains or gives.")
    return section(empty, table(columns, map(row, said)), listed(lines))


def agreements(paper: Paper, partner: Partner) -> Section:
    """The agreements, those in force first, each with what it rests on, how it goes on and how it ends."""
    say, reader, day = paper.say, paper.reader, paper.reader.day

    def row(one: Agreement) -> Row:
        names, sort = paper.text(one.names), reader.labels.code("Agreement.type", one.type)
        named = [names, sort if sort.casefold() != names.casefold() else ""]
        notes = paper.note(one.source or one.decision, one.quote) or paper.file(partner)
        return [
            item(", ".join(filter(None, named)), notes),
            reader.date(one.signed),
            _term(paper, one),
            _purpose(paper, one) or say("not on record"),
            paper.text(one.renewal) or say("not on record"),
            paper.text(one.exit_terms) or say("not on record"),
        ]

    known = [one for one in in_order(partner.agreements, day) if paper.allowed(one.source or one.decision)]
    columns = [say("Agreement"), say("Signed"), say("In force"), say("Goals and joint work")]
    columns += [say("Renewal"), say("Exit terms")]
    return section(say("No agreement is on record."), table(columns, map(row, known)))


def _term(paper: Paper, one: Agreement) -> str:
    """Until when an agreement binds, or since when it does not."""
    reader, say = paper.reader, paper.say
    if in_force(one, reader.day):
        return say("until {date}", date=reader.date(one.to)) if one.to else say("no end stated")
    ended = one.to is not None and one.to.last < reader.day
    return say("ended {date}", date=reader.date(one.to)) if ended else say("from {date}", date=reader.date(one.from_))


def _purpose(paper: Paper, one: Agreement) -> str:
    """The goal, the joint actions, projects and measures that an agreement rests on, or its exception."""
    name = paper.name
    told = [name(one.goal), *map(paper.text, one.actions), *map(name, one.projects), *map(name, one.measures)]
    told += [paper.say("exception: {why}", why=paper.text(one.exception))] if one.exception else []
    return "; ".join(filter(None, told))


def promises(paper: Paper, known: Dealings) -> Section:
    """The open promises of both sides, the oldest due first, and how the others ended."""
    say, reader = paper.say, paper.reader
    if not paper.internal:
        return section(say("Promises are internal."))
    states = Counter(promise.state for _, promise in known.promises)
    label = partial(reader.labels.code, "Commitment.state")

    def rows(by: str) -> list[Row]:
        return [
            [
                item(paper.text(promise.text), paper.file(one)),
                _due(paper, promise.due),
                *([reader.name(promise.owner) or say("not named")] if by == "us" else []),
                f"{paper.text(one.title)}, {when(paper, one)}",
            ]
            for one, promise in known.promises
            if promise.by == by and is_open(promise)
        ]

    columns = [say("Promise"), say("Due"), say("Made at")]
    counts = ", ".join(f"{label(state)} {states[state]}" for state in STATES if states[state])
    all_ = [computed(say("Of {number} promises on record: {states}", number=states.total(), states=counts))]
    return section(
        say("No promise is on record."),
        table([*columns[:2], say("Owner"), columns[2]], rows("us"), say("We promised")),
        table(columns, rows("partner"), say("They promised")),
        listed(all_ if states else []),
    )


def _due(paper: Paper, due: Day | None) -> str:
    """When something is due, and that the day is past where it is."""
    said = paper.reader.date(due)
    if due is None:
        return paper.say("no day set")
    return paper.say("{date}, passed", date=said) if due.last < paper.reader.day else said


def networks(paper: Paper, partner: Partner) -> Section:
    """The networks in which both take part, with the city's part and the partner's."""
    say, reader = paper.say, paper.reader
    columns = [say("Network"), say("The partner's part"), say("The city's part")]
    found = [one for one in shared_networks(reader.kb, partner) if paper.shows(one.network)]
    rows: list[Row] = []
    for network, member, group in sorted(
        found, key=lambda one: (sort_key(reader.name(one.network.id)), one.network.id)
    ):
        if member and not paper.allowed(member.source):
            continue
        resolved = reader.resolved(network)
        alone = say("member") if member else say("host")
        part = say("as one of {group}", group=reader.name(group)) if group else alone
        spans = say_span(member.from_, member.to, reader.labels.language) if member else ""
        head = resolved.headline
        notes = paper.note(head.source, head.statement.quote) if head else []
        rows.append(
            [
                item(reader.name(network.id), paper.file(network)),
                item(", ".join(filter(None, (part, spans))), paper.grounds(member, network) if member else []),
                item(reader.status(resolved) or say("nothing stated of the city"), notes),
            ]
        )
    return section(say("No network is known in which both take part."), table(columns, rows))


def projects(paper: Paper, known: Dealings) -> Section:
    """The projects with the partner, those that end last first."""
    say, code = paper.say, paper.reader.labels.code
    columns = [say("Project"), say("Time"), say("State"), say("The city's role"), say("Programme"), say("Led by")]
    rows: list[Row] = []
    for one in known.projects:
        told = one.project
        state = code("Project.state", told.state) if told and told.state else code("Engagement.state", one.state)
        rows.append(
            [
                titled(paper, one),
                when(paper, one),
                state,
                code("Project.role", told.role) if told and told.role else say("not on record"),
                (told.programme if told else None) or say("not on record"),
                paper.reader.name(one.lead) or say("not named"),
            ]
        )
    return section(say("No project with the partner is on record."), table(columns, rows))
