"""The city's relation to one partner: its standing over time, what is done together, what is promised, what needs care."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.model.walk import part_at
from kvtool.parts.standing import headline, sayable, timeline, weaknesses
from kvtool.queries.relations import around, elsewhere, engagements_with, is_open, promises, shared_networks
from kvtool.report import Item, Paper, item
from kvtool.words.dates import say_span
from kvtool.words.places import country

MOST_ENGAGEMENTS = 5


@dataclass
class Relation:
    """What a paper shows of a relation, what of it may be said, what is background, what is missing or empty."""

    shown: dict[str, Any]
    may_say: list[Item] = field(default_factory=list)
    background: list[Item] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)


def relation(paper: Paper, partner: Partner, own: Engagement | None, on: date) -> Relation:
    """All that the base knows of the relation on the paper's day."""
    reader = paper.reader
    resolved = reader.resolved(partner)
    name = reader.name(partner.id)
    known = [one for one in engagements_with(reader.kb, partner) if one is not own and paper.shows(one)]
    made = Relation({"name": name}, *sayable(paper, name, resolved))
    made.shown |= {
        "headline": headline(paper, resolved),
        "type": _what(paper, partner),
        "lead": reader.name(partner.lead),
        "timeline": timeline(paper, resolved),
        "cooperation": _cooperation(paper, partner),
        "agreements": _agreements(paper, partner),
        "networks": _networks(paper, partner),
        "measures": _measures(paper, partner),
        "engagements": [_engagement(paper, one) for one in known[:MOST_ENGAGEMENTS]],
        "others_near": [_engagement(paper, one) for one in around(known, on, own)],
        "commitments": list(_commitments(paper, partner, known + ([own] if own else []))),
        "mentions": [
            item(paper.text(one.text) or f"”{one.quote}”", paper.note(one.source, one.quote))
            for one in partner.sources
            if paper.allowed(one.source)
        ],
    }
    _care(paper, made, partner)
    made.gaps.extend(weaknesses(paper, name, resolved))
    made.empty.extend(_lacks(paper, made, name))
    return made


def sentence(words: str) -> str:
    """Words with a capital letter in front."""
    return words[:1].upper() + words[1:]


def _what(paper: Paper, partner: Partner) -> str:
    words = sentence(paper.reader.labels.code("Partner.type", partner.type))
    return f"{words}, {country(partner.country, paper.reader.labels.language)}" if partner.country else words


def _cooperation(paper: Paper, partner: Partner) -> list[Item]:
    lines = []
    for one in partner.cooperation:
        if not paper.allowed(one.source):
            continue
        label = paper.reader.labels.code("Cooperation.form", one.form)
        topic = f" – {paper.reader.name(one.priority)}" if one.priority else ""
        told = [paper.text(one.text)]
        told += [paper.say("we gain: {what}", what=paper.text(one.gains))] if one.gains else []
        told += [paper.say("we give: {what}", what=paper.text(one.gives))] if one.gives else []
        span = say_span(one.from_, one.to, paper.reader.labels.language)
        said = "; ".join(filter(None, told))
        lines.append(
            item(
                f"{label}{topic}{f' ({span})' if span else ''}{f': {said}' if said else ''}",
                paper.note(one.source, one.quote),
            )
        )
    return lines


def _agreements(paper: Paper, partner: Partner) -> list[Item]:
    reader, say = paper.reader, paper.say
    lines = []
    for one in partner.agreements:
        if not paper.allowed(one.source or one.decision):
            continue
        told = [f"{reader.labels.code('Agreement.type', one.type)} {reader.date(one.signed)}", paper.text(one.names)]
        told += [say("until {date}", date=reader.date(one.to))] if one.to else []
        told += [say("ends by: {terms}", terms=paper.text(one.exit_terms))] if one.exit_terms else []
        lines.append(item("; ".join(filter(None, told)), paper.note(one.source or one.decision, one.quote)))
    return lines


def _networks(paper: Paper, partner: Partner) -> list[Item]:
    reader = paper.reader
    lines = []
    for network, member, group in shared_networks(reader.kb, partner):
        if not paper.shows(network):
            continue
        resolved = reader.resolved(network)
        source = (member and member.source) or (resolved.headline.source if resolved.headline else None)
        if not paper.allowed(source):
            continue
        city = reader.status(resolved) or paper.say("nothing stated of the city")
        by = f" ({paper.say('as one of {group}', group=reader.name(group))})" if group else ""
        text = f"{reader.name(network.id)}{by}; {reader.kb.settings.called(reader.language)}: {city}"
        quote = member.quote if member else resolved.headline.statement.quote if resolved.headline else None
        lines.append(item(text, paper.note(source, quote)))
    return lines


def _measures(paper: Paper, partner: Partner) -> list[Item]:
    """What frameworks and units have in hand with the partner."""
    reader = paper.reader
    lines = []
    for tie in elsewhere(reader.kb, partner, ("framework", "unit", "fact")):
        near = _near(tie.record, tie.reference.path)
        if paper.shows(tie.record) and paper.allowed(near[0].source if near else None):
            field = next((str(step) for step in tie.reference.path if isinstance(step, str)), "")
            text = f"{reader.name(tie.record.id)} ({reader.labels.field(field).lower()})"
            lines.append(item(text, paper.cite(near)))
    return lines


def _near(record: Any, path: Sequence[str | int]) -> list[Any]:
    """The citation in which a reference stands."""
    node, found = record, []
    for step in path:
        node = part_at(node, (step,))
        if getattr(node, "source", None) and hasattr(node, "quote"):
            found = [node]
    return found


def _engagement(paper: Paper, one: Engagement) -> Item:
    reader = paper.reader
    told = [reader.date(one.from_), reader.labels.code("Engagement.type", one.type), paper.text(one.title)]
    told += [
        reader.name(one.lead),
        paper.text(one.result),
        f"({reader.labels.code('Engagement.state', one.state)})" if one.state != "held" else "",
    ]
    return item(", ".join(filter(None, told)), paper.cite(one.sources[:1]), id=one.id)


def _commitments(paper: Paper, partner: Partner, engagements: Sequence[Engagement]) -> Iterator[Item]:
    if not paper.internal:
        return
    reader = paper.reader
    for one, promise in promises(reader.kb, partner, engagements):
        if not is_open(promise):
            continue
        who = paper.say("We promised") if promise.by == "us" else paper.say("They promised")
        due = paper.say(", due {date}", date=reader.date(promise.due)) if promise.due else ""
        owner = f" ({reader.name(promise.owner)})" if promise.owner else ""
        yield item(f"{who}: {paper.text(promise.text)}{due}{owner}", paper.cite(one.sources[:1]), id=one.id)


def _care(paper: Paper, made: Relation, partner: Partner) -> None:
    """What needs care: internal, and gone when its day has passed."""
    reader = paper.reader
    for one in partner.sensitivities if paper.internal else ():
        if one.until is None or one.until.last >= reader.day:
            label = reader.labels.code("Sensitivity.handling", one.handling)
            made.background.append(
                item(f"{made.shown['name']} – {label}: {paper.text(one.text)}", paper.note(one.source))
            )


def _lacks(paper: Paper, made: Relation, name: str) -> Iterator[str]:
    """The sections that have nothing to show, in one sentence with the reasons."""
    say = paper.say
    reasons = {
        "cooperation": say("no form of cooperation is on record"),
        "agreements": say("no agreement is on record"),
        "networks": say("no network is known to which both belong"),
        "engagements": say("no meeting or visit is on record, so nobody knows from here who met last"),
        "others_near": say("no other unit's meeting within 60 days is on record"),
        "commitments": say("no open promise is on record"),
    }
    if not paper.internal:
        del reasons["commitments"]
    missing = [reason for key, reason in reasons.items() if not made.shown[key]]
    if missing:
        yield f"{name}: {'; '.join(missing)}."
