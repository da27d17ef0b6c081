"""The one resolver: which of several dated statements hold on a day, which leads, and how far it can be relied on."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.model.base import Record
from kvtool.model.dates import Day
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.model.source import AUTHORITIES, Act, Source
from kvtool.model.statement import ENDING, Membership, Role, Statement
from kvtool.store.base import KnowledgeBase
from kvtool.store.groups import groups_of
from kvtool.store.sources import frameworks_of, replacements, treating
from kvtool.text.fault import Path

Heard = frozenset[str]
EVERYBODY: Heard = frozenset(AUTHORITIES)
"""The authorities whose statements, and whose silence, count: all of them, or those that are public."""

NEVER_ACTED = "external"
"""The authority of a statement whose source has no act, or that has no source."""


class Said(NamedTuple):
    """A statement as it is seen on a day: who says it with what authority, since when, by way of which group."""

    statement: Statement
    path: Path
    record: Record
    begins: Day | None
    authority: str
    via: str | None = None
    approximate: bool = False

    @property
    def status(self) -> str:
        """What is said of the city and the record."""
        return self.statement.status

    @property
    def source(self) -> str | None:
        """The id of the text that says it."""
        return self.statement.source

    @property
    def first(self) -> date:
        """The first day on which it holds; what has no date has always held."""
        return self.begins.first if self.begins else date.min

    @property
    def weight(self) -> int:
        """Higher for a weightier authority."""
        return -AUTHORITIES.index(self.authority)


class Resolved(NamedTuple):
    """What holds on a day: the headline, the others, the endings that are only proposed, and whether it was reaffirmed."""

    day: date
    headline: Said | None = None
    also: Sequence[Said] = ()
    proposed_endings: Sequence[Said] = ()
    reaffirmed: bool | None = None
    silent_source: str | None = None
    period_over: bool | None = None
    every: Sequence[Said] = ()


def act_on(source: Source | None, day: date) -> Act | None:
    """The last act of a source not after a day, else the first there is."""
    return source.act_on(day) if source else None


def authority_on(kb: KnowledgeBase, source_id: str | None, day: date) -> str:
    """The authority that a source has on a day."""
    act = act_on(kb.get(Source, source_id), day)
    return act.act if act else NEVER_ACTED


def begin_of(kb: KnowledgeBase, statement: Statement | Role) -> Day | None:
    """The day from which a statement holds: its own, else that of its source's first act."""
    if statement.from_:
        return statement.from_
    source = kb.get(Source, statement.source)
    return min((act.on for act in source.acts), key=lambda on: on.first, default=None) if source else None


def replaced_on(kb: KnowledgeBase, source_id: str | None, heard: Heard) -> Day | None:
    """The day on which a source lost its place to another that is heard."""
    days = [act.on for act in replacements(kb).get(kb.now(source_id), ()) if act.act in heard]
    return min(days, key=lambda on: on.first, default=None)


def standing(kb: KnowledgeBase, partner: Partner, day: date, heard: Heard = EVERYBODY) -> Resolved:
    """What a partner is on a day, by its own statements and those of the groups that it belongs to."""
    groups = [one for one in groups_of(partner, kb) if heard is EVERYBODY or one.visibility == "public"]
    said = list(_said(kb, partner, partner.standing, ("standing",), day))
    for group in groups:
        said.extend(_said(kb, group, group.standing, ("standing",), day, via=group.id))
    return _resolve(kb, said, day, "partners", [partner, *groups], heard)


def membership(kb: KnowledgeBase, network: Network, day: date, heard: Heard = EVERYBODY) -> Resolved:
    """What the city is to a network on a day."""
    statements: Sequence[Membership] = network.membership.statements if network.membership else ()
    said = list(_said(kb, network, statements, ("membership", "statements"), day))
    return _resolve(kb, said, day, "networks", [network], heard)


def role_state(kb: KnowledgeBase, role: Role, day: date) -> str | None:
    """Whether a role is planned, held or past on a day; None where only its source dates it, and speaks later."""
    if role.to and role.to.last < day:
        return "past"
    if role.from_ and role.from_.first > day:
        return "planned"
    begins = begin_of(kb, role)
    return "held" if begins is None or begins.first <= day else None


def is_active(kb: KnowledgeBase, statements: Iterable[Statement]) -> bool:
    """Whether anything is stated, and the last approved statement, by its begin, is no ending. Has no clock."""
    said = list(statements)
    approved = [one for one in said if authority_on(kb, one.source, date.max) == "approved"]
    if not approved:
        return bool(said)
    last = max(approved, key=lambda one: begin.first if (begin := begin_of(kb, one)) else date.min)
    return last.status not in ENDING


def _said(
    kb: KnowledgeBase,
    record: Record,
    statements: Sequence[Statement],
    path: Path,
    day: date,
    via: str | None = None,
) -> Iterable[Said]:
    for index, statement in enumerate(statements):
        begins = begin_of(kb, statement)
        vague = any(edge and not edge.precise and edge.first <= day <= edge.last for edge in (begins, statement.to))
        authority = authority_on(kb, statement.source, day)
        yield Said(statement, (*path, index), record, begins, authority, via, vague)


def _holds(kb: KnowledgeBase, said: Said, day: date, heard: Heard) -> bool:
    to = said.statement.to
    replaced = replaced_on(kb, said.source, heard)
    return said.first <= day and not (to and to.last < day) and not (replaced and replaced.first <= day)


def _resolve(
    kb: KnowledgeBase, every: list[Said], day: date, matter: str, records: list[Record], heard: Heard
) -> Resolved:
    known = [one for one in every if one.authority in heard and (one.source or heard is EVERYBODY)]
    holding = [one for one in known if _holds(kb, one, day, heard)]
    endings = [one for one in holding if one.status in ENDING and one.authority == "approved"]
    proposed = [one for one in holding if one.status in ENDING and one.authority != "approved"]
    standing_ = [one for one in holding if one not in proposed and _stands(one, holding, endings)]
    said, proposed, told = (_told(these, heard) for these in (known, proposed, standing_))
    if not told:
        return Resolved(day, proposed_endings=proposed, every=said)
    order = {id(one): index for index, one in enumerate(told)}
    ranked = sorted(told, key=lambda one: (-one.first.toordinal(), -one.weight, one.via is not None, order[id(one)]))
    headline = ranked[0]
    silent = _silent(kb, headline, day, matter, records, heard)
    over = any(
        framework.to and framework.to.last < day for framework in frameworks_of(kb).get(kb.now(headline.source), [])
    )
    return Resolved(day, headline, tuple(ranked[1:]), proposed, silent is None, silent, over, said)


def _told(every: list[Said], heard: Heard) -> list[Said]:
    """The statements that may be told: all of them, or none that is internal, though what it ended has ended."""
    return [one for one in every if heard is EVERYBODY or one.statement.visibility is None]


def _stands(one: Said, holding: list[Said], endings: list[Said]) -> bool:
    """Whether nothing ends a statement; an ending gives way to a later approved text, a group's to the member's own."""
    if one.status in ENDING:
        lively = [other for other in holding if other.status not in ENDING]
        revived = any(other.authority == "approved" and other.first > one.first for other in lively)
        return not revived and not (one.via and any(other.via is None for other in lively))
    return not any(end.first >= one.first and _reaches(end, one) for end in endings)


def _reaches(end: Said, one: Said) -> bool:
    """An ending of a group ends what the group said, one of the record itself ends all."""
    return end.via is None or end.via == one.via


def _silent(
    kb: KnowledgeBase, headline: Said, day: date, matter: str, records: list[Record], heard: Heard
) -> str | None:
    """The latest source that treats the matter after the headline and says nothing of any of the records."""
    mentioned = set().union(*(kb.mentions(record) for record in records))
    latest: tuple[date, str] | None = None
    for source in treating(kb).get(matter, ()):
        replaced = replaced_on(kb, source.id, heard)
        if source.id in mentioned or (replaced and replaced.first <= day):
            continue
        act = act_on(source, day)
        speaks = act is not None and act.act != "external" and act.act in heard
        if act and speaks and headline.first < act.on.first <= day and (latest is None or act.on.first > latest[0]):
            latest = (act.on.first, source.id)
    return latest[1] if latest else None
