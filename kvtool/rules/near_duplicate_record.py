"""Two records of one kind have the same name.

Why: half of what is known stands in the one and half in the other, and each reader sees only half.

Bad:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra-on-Sea}
    lead: harbour-unit

    # partners/lyra-town.yaml
    id: lyra-town
    type: city
    names:
      fi: Lyyra
      en: LYRA ON SÉA    # expect: KV213

Good:
    # partners/lyra.yaml
    id: lyra
    type: city
    names: {en: Lyra-on-Sea}
    lead: harbour-unit

    # partners/lyra-town.yaml
    id: lyra-town
    type: city
    names:
      fi: Lyyra
      en: LYRA ON SÉA TOWN
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from kvtool.diagnostics import Severity
from kvtool.model.base import Span
from kvtool.model.framework import Framework
from kvtool.model.network import Network
from kvtool.model.partner import Partner
from kvtool.model.unit import Unit
from kvtool.queries.alike import bare
from kvtool.rule import Finding, rule
from kvtool.store.base import KnowledgeBase
from kvtool.text.fault import Path

Named = Partner | Network | Unit | Framework
KINDS: tuple[type[Named], ...] = (Partner, Network, Unit, Framework)


@rule("KV213", Severity.WARNING, on=KnowledgeBase)
def check(kb: KnowledgeBase) -> Iterator[Finding]:
    for kind in KINDS:
        known: dict[str, list[Named]] = defaultdict(list)
        for record in sorted(_namesakes(kb, kind), key=_age):
            told: set[str] = set()
            for name, path in _names(record).items():
                # the first is enough: whoever merges with it finds the others there
                twin = next((other for other in known[name] if not _told_apart(kb, record, other)), None)
                if twin and twin.id not in told:
                    told.add(twin.id)
                    message = f"{_called(record)} has the same name as {_called(twin)}"
                    yield Finding(record, path, message, "merge the two, or write what tells them apart in their names")
                known[name].append(record)


def _namesakes(kb: KnowledgeBase, kind: type[Named]) -> Iterator[Named]:
    """The records of a kind that share a name with another one."""
    named: dict[str, list[str]] = defaultdict(list)
    for entry in kb.of_kind(kind):
        for name in set(map(bare, entry.survey.gist)) - {""}:
            named[name].append(entry.id)
    return kb.all(kind, {one for ids in named.values() if len(ids) > 1 for one in ids})


def _age(record: Named) -> tuple[date, str]:
    begin = record.from_ if isinstance(record, Span) else None
    return begin.first if begin else date.min, record.id


def _names(record: Named) -> dict[str, Path]:
    """The bare names of a record, each with the place where it stands first."""
    found: dict[str, Path] = {}
    for language, name in record.names:
        found.setdefault(bare(name), ("names", language))
    for index, other in enumerate(record.other_names):
        found.setdefault(bare(other.text), ("other_names", index, "text"))
    return {name: path for name, path in found.items() if name}


def _called(record: Named) -> str:
    """A record with the unit that answers for it, where its kind has one."""
    if isinstance(record, Partner):
        return f"'{record.id}' ({record.lead or 'no lead'})"
    if isinstance(record, Network):
        return f"'{record.id}' ({(record.membership and record.membership.owner) or 'no lead'})"
    return f"'{record.id}'"


def _told_apart(kb: KnowledgeBase, later: Named, earlier: Named) -> bool:
    """Whether two records of one name are surely two things: by type, place or time, or since one names the other."""
    return (
        getattr(later, "type", None) != getattr(earlier, "type", None)
        or _differ(_place(kb, later), _place(kb, earlier))
        or _over_before(earlier, later)
        or earlier.id in _known_to(kb, later)
        or later.id in _known_to(kb, earlier)
    )


def _known_to(kb: KnowledgeBase, record: Named) -> set[str]:
    """The ids that a record names, its own, and those that it had before."""
    became = [successor.to for successor in record.successors] if isinstance(record, Unit) else []
    return {record.id, *record.aliases, *map(kb.now, [*became, *(link.target for link in kb.links_of(record))])}


def _place(kb: KnowledgeBase, record: Named) -> set[str]:
    """The country of a partner; of a unit what it belongs to: every division may have its administration."""
    if isinstance(record, Unit):
        return {kb.now(place.unit) for place in record.parents}
    return {record.country} if isinstance(record, Partner) and record.country else set()


def _differ(one: set[str], other: set[str]) -> bool:
    """Whether both are known and have nothing in common."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def _over_before(earlier: Named, later: Named) -> bool:
    """Whether one ended before the other began."""
    if not isinstance(earlier, Span) or not isinstance(later, Span) or not earlier.to or not later.from_:
        return False
    return earlier.to.last < later.from_.first
