"""The city's dealings with one partner: what was held, at which level, in which projects, what changed, what was promised."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from kvtool.model.engagement import Commitment, Engagement, Lesson, Outcome
from kvtool.model.framework import Framework, Measure
from kvtool.model.partner import Agreement, Partner
from kvtool.queries.owners import OPEN_MEASURES
from kvtool.queries.relations import engagements_with, promises
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import after, naming, over

LEVELS: Final = ("mayor", "deputy-mayor", "management", "expert", "")
"""The levels of an engagement, the highest first; last the one that nobody wrote down."""

APART: Final = ("project", "coordination-meeting")
"""The types of engagement in which nobody meets the partner on a day."""


class Dealings(NamedTuple):
    """All that is on record with a partner, the latest first; nothing that was called off."""

    kb: KnowledgeBase
    partner: Partner
    every: Sequence[Engagement]
    day: date

    @property
    def held(self) -> list[Engagement]:
        """What was held up to the day: visits, meetings, events and the like."""
        return [one for one in self._met if one.state == "held" and one.from_.first <= self.day]

    def held_in(self, first: date, last: date) -> list[Engagement]:
        """What was held up to the day and began within a period."""
        return [one for one in self.held if first <= one.from_.first <= last]

    @property
    def unknown(self) -> list[Engagement]:
        """What is past and nobody has written down as held or as called off."""
        return [one for one in self._met if one.state != "held" and over(one) < self.day]

    @property
    def ahead(self) -> list[Engagement]:
        """What is to come, the next first."""
        coming = [one for one in self._met if one.state != "held" and over(one) >= self.day]
        return sorted(coming, key=lambda one: (one.from_.first, one.id))

    @property
    def projects(self) -> list[Engagement]:
        """The projects, those that end last first."""
        found = [one for one in self.every if one.type == "project"]
        return sorted(found, key=lambda one: (one.to.last if one.to else date.max, one.id), reverse=True)

    @property
    def promises(self) -> list[tuple[Engagement, Commitment]]:
        """What either side promised in what has begun by the day, by when it is due."""
        begun = [one for one in self.every if one.from_.first <= self.day]
        return promises(self.kb, self.partner, begun)

    @property
    def lessons(self) -> list[tuple[Engagement, Lesson]]:
        """What was learned in what has begun by the day, the latest first."""
        return [(one, lesson) for one in self.every if one.from_.first <= self.day for lesson in one.lessons]

    @property
    def _met(self) -> list[Engagement]:
        return [one for one in self.every if one.type not in APART]


def dealings(kb: KnowledgeBase, partner: Partner, day: date) -> Dealings:
    """The dealings with a partner as they are known on a day."""
    return Dealings(kb, partner, engagements_with(kb, partner), day)


def by_level(engagements: Iterable[Engagement]) -> Mapping[tuple[str, int], int]:
    """How many engagements there are of each level and year, each in the year in which it begins."""
    return Counter((one.level or "", one.from_.first.year) for one in engagements)


def outcomes_with(kb: KnowledgeBase, partner: Partner, known: Dealings) -> list[tuple[Engagement, Outcome]]:
    """The changes that came of dealings with a partner, or that were in the partner, up to the day, the latest first."""
    found = {outcome.id: (one, outcome) for one in known.every for outcome in one.outcomes}
    for one in naming(kb, partner.id, "outcomes"):
        found |= {it.id: (one, it) for it in one.outcomes if kb.now(it.by_whom) == partner.id}
    pairs = [(one, outcome) for one, outcome in found.values() if (outcome.on or one.from_).first <= known.day]
    return sorted(pairs, key=lambda pair: ((pair[1].on or pair[0].from_).first, pair[1].id), reverse=True)


def open_measures(kb: KnowledgeBase, partner: Partner, day: date) -> list[tuple[Framework, Measure]]:
    """What frameworks that are not over have in hand with a partner."""
    frameworks = {tie.record.id: tie.record for tie in kb.pointing.get(partner.id, ()) if tie.entry.kind == "framework"}
    return [
        (one, measure)
        for one in frameworks.values()
        if isinstance(one, Framework) and not (one.to and one.to.last < day)
        for measure in one.measures
        if measure.state in OPEN_MEASURES and partner.id in map(kb.now, measure.partners)
    ]


def contact_due(partner: Partner, known: Dealings) -> tuple[date, date] | None:
    """The end of the last contact, and the day by which the next one is due by the rhythm that is set."""
    last = max((over(one) for one in known.held if over(one) <= known.day), default=None)
    return (last, after(last, partner.contact_rhythm)) if last and partner.contact_rhythm else None


def in_force(agreement: Agreement, day: date) -> bool:
    """Whether an agreement binds on a day."""
    begins = agreement.from_ or agreement.signed
    return begins.first <= day and not (agreement.to and agreement.to.last < day)


def in_order(agreements: Iterable[Agreement], day: date) -> list[Agreement]:
    """The agreements signed up to a day: those in force first, then the latest."""
    signed = [one for one in agreements if one.signed.first <= day]
    latest = sorted(signed, key=lambda one: (one.signed.first, one.id), reverse=True)
    return sorted(latest, key=lambda one: not in_force(one, day))
