"""The briefing pack: what an adviser reads before a meeting with one or several partners.

What may be said stands apart from what is background only; every statement has a note to its source; what is
missing is said on the first page, and a section without content says why at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kvtool.annexes import annexed
from kvtool.errors import KvtoolError
from kvtool.model.engagement import Engagement
from kvtool.model.message import Message
from kvtool.model.partner import Partner
from kvtool.model.texts import Text
from kvtool.parts.contacts import last_meetings
from kvtool.parts.meeting import Present, meeting, present
from kvtool.parts.relation import Relation, relation
from kvtool.parts.told_relation import blocks
from kvtool.queries.approvals import approved
from kvtool.queries.audience import whole
from kvtool.queries.figures import filled
from kvtool.queries.relations import messages_for
from kvtool.report import Item, Paper, in_reading_order, item, usual_gaps
from kvtool.store.people import NOBODY, people_for

MOST_CANDIDATES = 6
MOST_USABLE = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What the pack is asked for: the partners, the engagement it prepares, the day of the meeting; `people` are named in it."""

    partners: Sequence[Partner]
    engagement: Engagement | None
    on: date
    version: str
    people: bool = True


def content(paper: Paper, wish: Wish) -> dict[str, Any]:
    """The pack's content for its template; the notes are numbered in the order of reading."""
    for record in (*wish.partners, wish.engagement):
        if record and not paper.shows(record):
            raise KvtoolError(f"'{record.id}' is internal", remedy="make the pack with --audience internal")
    named = wish.people and paper.internal and wish.engagement
    people = people_for(paper.reader.kb.settings.root) if named else NOBODY
    there = present(paper, wish.engagement, wish.on, people)
    met = meeting(paper, wish.engagement, wish.on, there)
    usable, candidates = _messages(paper, wish)
    relations = [_relation(paper, partner, wish) for partner in wish.partners]
    names = [paper.reader.name(partner.id) for partner in wish.partners]
    made: dict[str, Any] = {
        "title": paper.say("Briefing: {names}", names=", ".join(names)),
        "meta": _meta(paper, wish, there),
        "objective_missing": not met["objectives"],
        "gaps": [],
        "meeting": met,
        "messages": [_usable(paper, message) for message in usable[:MOST_USABLE]],
        "more_messages": max(0, len(usable) - MOST_USABLE),
        "may_say": [line for one in relations for line in one.may_say],
        "background": [line for one in relations for line in one.background] if paper.internal else [],
        "candidates": [_candidate(paper, message) for message in candidates[:MOST_CANDIDATES]],
        "more_candidates": max(0, len(candidates) - MOST_CANDIDATES),
        "relations": [_shown(paper, one, several=len(relations) > 1) for one in relations],
        "follow_up": wish.engagement is not None,
        "empty": _empty(paper, wish, usable, relations),
    }
    _gaps(paper, wish, relations)  # at last: by now it is known which texts were borrowed, proposed or not decided
    made["gaps"] = list(paper.gaps)
    return in_reading_order(paper, annexed(paper, made))


def _shown(paper: Paper, one: Relation, *, several: bool) -> dict[str, Any]:
    """What the pack tells of a relation: the partner with its standing, then blocks."""
    head = {key: one.shown[key] for key in ("name", "type", "lead", "headline")}
    return {**head, "blocks": blocks(paper, one.shown, several=several)}


def _relation(paper: Paper, partner: Partner, wish: Wish) -> Relation:
    """The relation to a partner, with the meetings that there have been: those to come are told where they are near."""
    made = relation(paper, partner, wish.engagement, wish.on)
    met = last_meetings(paper, partner, wish.engagement)
    if made.shown["engagements"] and not met:
        made.empty.append(paper.say("{name}: no meeting is on record up to this day.", name=made.shown["name"]))
    made.shown["engagements"] = met
    return made


def _meta(paper: Paper, wish: Wish, there: Present) -> list[dict[str, str]]:
    reader, say = paper.reader, paper.say
    leads = list(dict.fromkeys(reader.name(one.lead) for one in wish.partners if one.lead))
    lead = wish.engagement.lead if wish.engagement else None
    until = there.delete_after
    names = (
        [{"label": say("Personal data"), "value": say("delete after {date}", date=reader.date(until))}] if until else []
    )
    return [
        {"label": say("As of"), "value": reader.date(reader.day)},
        {"label": say("Base"), "value": f"{reader.kb.settings.called(reader.language)}, {wish.version}"},
        {"label": say("Language"), "value": reader.language},
        {"label": say("Audience"), "value": reader.labels.code("Record.visibility", paper.audience)},
        {"label": say("Owner"), "value": reader.name(lead) or ", ".join(leads) or say("not named")},
        *names,
    ]


def _messages(paper: Paper, wish: Wish) -> tuple[list[Message], list[Message]]:
    """The messages that may be used in the paper's language, and those that may not."""
    usable: list[Message] = []
    candidates: list[Message] = []
    for message in messages_for(paper.reader.kb, wish.partners, wish.engagement):
        if paper.shows(message):
            said = whole(paper.reader.kb, message)
            languages = [approval.lang for approval in approved(said, paper.reader.day)]
            (usable if paper.reader.language in languages else candidates).append(message)
    return usable, candidates if paper.internal else []


def _usable(paper: Paper, message: Message) -> Item:
    points = [item(_filled(paper, point.text), _proofs(paper, point.proofs)) for point in message.points]
    return item(_filled(paper, message.headline), paper.cite(message.sources), points=points, id=message.id)


def _candidate(paper: Paper, message: Message) -> Item:
    return item(_filled(paper, message.headline), paper.cite(message.sources[:1]), id=message.id)


def _filled(paper: Paper, text: Text) -> str:
    return filled(paper.reader.kb, paper.text(text), paper.reader.language)


def _proofs(paper: Paper, proofs: Sequence[str]) -> list[int]:
    from kvtool.model.fact import Fact

    facts = [fact for proof in proofs if (fact := paper.reader.kb.get(Fact, proof))]
    return [number for fact in facts for number in paper.note(fact.source, fact.quote)]


def _gaps(paper: Paper, wish: Wish, relations: Sequence[Relation]) -> None:
    """What is missing, weak or old, in the order in which it matters to the reader."""
    for one in relations:
        for sentence in one.gaps:
            paper.gap(sentence)
    if any(not partner.lead for partner in wish.partners):
        paper.gap(paper.say("No unit is named as responsible for the partnership."))
    usual_gaps(paper)


def _empty(paper: Paper, wish: Wish, usable: Sequence[Message], relations: Sequence[Relation]) -> list[Item]:
    """The sections without content, each with the reason."""
    say = paper.say
    lines = []
    if wish.engagement is None:
        lines.append(
            item(
                say("Meeting, participants and objectives: the pack was made without an engagement (--engagement ID).")
            )
        )
    if not usable:
        lines.append(
            item(
                say(
                    "Points to make: no message is approved in this language for this partner, its topics or in general."
                )
            )
        )
    for one in relations:
        lines += [item(sentence) for sentence in one.empty]
    return lines
