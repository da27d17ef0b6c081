"""What overlaps or contradicts, as the rules find it: both records with their owners, what they share, who could resolve it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kvtool.model.base import Record
from kvtool.model.dates import Day
from kvtool.model.engagement import Engagement
from kvtool.model.fact import Fact
from kvtool.model.framework import Framework
from kvtool.model.message import Message
from kvtool.model.need import Need
from kvtool.model.partner import Partner
from kvtool.parts.findings import Judged, judged
from kvtool.queries.agendas import chair
from kvtool.queries.overlaps import Overlap, Sort, overlaps
from kvtool.queries.owners import coordinator, owner_of
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.text.fault import spell

Say = Callable[[str], str]

QUOTED = re.compile(r"'([a-z0-9-]+)'")
"""An id in the message of a finding: those on two records name both."""

RADAR: Mapping[str, Sort] = {"KV305": "meeting", "KV306": "topic", "KV307": "ask", "KV308": "stance", "KV309": "visit"}
"""The rules that the overlap radar serves."""

LIMITS: Mapping[str, str] = {
    "KV305": "overlap_days",
    "KV306": "topic_days",
    "KV307": "ask_days",
    "KV308": "stance_days",
    "KV309": "visit_request_days",
}
"""The values of policy without which the radar does not look."""


class Kind(NamedTuple):
    """A kind of overlap or conflict, and the rules that find it."""

    title: Callable[[Say], str]
    codes: tuple[str, ...]


KINDS: Sequence[Kind] = (
    Kind(lambda say: say("Opposite positions on one issue"), ("KV308",)),
    Kind(lambda say: say("Facts that contradict each other"), ("KV606",)),
    Kind(lambda say: say("Engagement with a partner whose relation has ended"), ("KV313",)),
    Kind(lambda say: say("Tied to a priority that is over"), ("KV605", "KV417")),
    Kind(lambda say: say("Same partner, same time"), ("KV305",)),
    Kind(lambda say: say("Same topic, different leads"), ("KV306",)),
    Kind(lambda say: say("Same ask twice"), ("KV307",)),
    Kind(lambda say: say("Same visit asked for again"), ("KV309",)),
    Kind(lambda say: say("Memberships that do the same"), ("KV413",)),
    Kind(lambda say: say("One thing recorded twice"), ("KV213", "KV610", "KV708")),
)
"""The kinds, contradictions first."""

CODES = frozenset(code for kind in KINDS for code in kind.codes)


class Conflict(NamedTuple):
    """A finding on two records; `ids` are the other ids that it names, `pair` what the radar knows of it."""

    kind: Kind
    judged: Judged
    one: Record
    other: Record | None
    ids: tuple[str, ...]
    pair: Overlap | None
    owners: tuple[str | None, ...]
    resolver: str | None

    @property
    def on(self) -> Day | None:
        """When it is: the later of the records."""
        return max((day for side in (self.one, self.other) if (day := dated(side))), default=None)


def answering(kb: KnowledgeBase, record: Record) -> str | None:
    """The unit that answers for a record; that which proposed a need."""
    return owner_of(kb, record, ()) or (kb.now(record.proposer) or None if isinstance(record, Need) else None)


def dated(record: Record | None) -> Day | None:
    """The date of an engagement or a fact; nothing else has one of its own."""
    if isinstance(record, Engagement):
        return record.from_
    return record.as_of if isinstance(record, Fact) else None


def conflicts(kb: KnowledgeBase, day: date) -> list[Conflict]:
    """All that the rules find, allowed or not, by kind, the latest first."""
    asked, found = judged(kb, day, lambda rule: rule.code in CODES)
    pairs: dict[tuple[str, ...], Overlap] = {
        (code, one.later.id, spell(one.path), one.earlier.id): one
        for code, sort in RADAR.items()
        for one in overlaps(asked, sort)
    }
    every = [_conflict(kb, one, pairs) for one in found if one.finding.code in CODES]
    return sorted(every, key=_order)


def _order(one: Conflict) -> tuple[int, int, str, str, str]:
    finding = one.judged.finding
    late = one.on.first.toordinal() if one.on else 0
    return KINDS.index(one.kind), -late, finding.record, finding.field, finding.message


def _conflict(kb: KnowledgeBase, one: Judged, pairs: Mapping[tuple[str, ...], Overlap]) -> Conflict:
    finding = one.finding
    kind = next(kind for kind in KINDS if finding.code in kind.codes)
    record = next(entry for entry in _claiming(kb, finding.record) if entry.path == finding.path).record
    if record is None:
        raise ValueError(finding.record)  # only whole records are judged
    named = [it for it in dict.fromkeys(QUOTED.findall(f"{finding.message} {finding.help}")) if kb.kind_of(it)]
    pair = next((at for it in named if (at := pairs.get((finding.code, record.id, finding.field, it)))), None)
    other = pair.earlier if pair else _other(kb, record, named, "partner" if finding.code == "KV313" else record.kind)
    ids = tuple(it for it in named if it not in (record.id, other.id if other else ""))
    owners = tuple(answering(kb, side) for side in (record, other) if side and not isinstance(side, Framework))
    return Conflict(kind, one, record, other, ids, pair, owners, _resolver(kb, finding.code, record, pair, owners))


def _claiming(kb: KnowledgeBase, record_id: str) -> Iterator[Entry]:
    """The files that claim an id."""
    yield kb.by_id[record_id]
    yield from (entry for pair in kb.twins for entry in pair if entry.id == record_id)


def _other(kb: KnowledgeBase, record: Record, named: Sequence[str], kind: str) -> Record | None:
    """The other record: one of a kind, else the one that holds the thing that is named."""
    known = [entry.record for it in named if (entry := kb.by_id.get(it)) and entry.kind == kind and it != record.id]
    inner = [kb.inner[it].record for it in named if it in kb.inner]
    return next(iter([*known, *(one for one in inner if one is not record)]), None)


def _resolver(
    kb: KnowledgeBase, code: str, record: Record, pair: Overlap | None, owners: Sequence[str | None]
) -> str | None:
    """Who could resolve it: the chair of the group where the city must speak with one voice, the unit that leads the
    relation with the partner, the one unit that owns both, else the unit that coordinates what is city-wide."""
    if code == "KV308":
        return chair(kb) or coordinator(kb)
    partner = kb.get(Partner, pair.partner) if pair else None
    if partner and partner.lead:
        return kb.now(partner.lead)
    if isinstance(record, Message | Need) or code == "KV605":
        return owners[0] or coordinator(kb)
    known = {owner for owner in owners if owner}
    return known.pop() if len(known) == 1 and None not in owners else coordinator(kb)
