"""EU advocacy by years: the priorities of each, what they carry on, and what was done in the EU."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kvtool.model.base import Record
from kvtool.model.engagement import Engagement
from kvtool.model.framework import Advocacy, Framework
from kvtool.model.partner import Partner
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import last_of, over
from kvtool.store.periods import start_of

ELSEWHERE = ("bid", "project", "coordination-meeting")
"""The types of engagements in which nobody is influenced, whoever takes part."""


class Pursued(NamedTuple):
    """A priority of a year, and the document that sets it."""

    document: Framework
    priority: Advocacy
    year: int

    @property
    def over(self) -> date:
        """The last day of its year."""
        return last_of(self.year)


class Pursuits:
    """All priorities of EU advocacy, and what the city does for them."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    @cached_property
    def documents(self) -> dict[int, list[Framework]]:
        """The documents of each year that no other supersedes, by their begin."""
        replaced = {self.kb.now(old) for one in self.kb.all(Framework) for old in one.supersedes}
        found: dict[int, list[Framework]] = defaultdict(list)
        for one in sorted(self.kb.all(Framework), key=lambda one: (start_of(one), one.id)):
            if one.eu_advocacy and one.id not in replaced:
                found[one.eu_advocacy.year].append(one)
        return found

    def latest(self, day: date) -> int | None:
        """The year that a day is in, or the last before it that has priorities, or else the first after it."""
        past = [year for year in self.documents if year <= day.year]
        return max(past) if past else min(self.documents, default=None)

    def of(self, documents: Sequence[Framework]) -> list[Pursued]:
        """The priorities that some documents set, in their order."""
        return [
            Pursued(document, one, document.eu_advocacy.year)
            for document in documents
            if document.eu_advocacy
            for one in document.eu_advocacy.priorities
        ]

    @cached_property
    def every(self) -> dict[str, Pursued]:
        """The priorities of all years, by their ids."""
        return {one.priority.id: one for one in self.of(list(self.kb.all(Framework)))}

    def carried_from(self, priority: Advocacy) -> list[Pursued]:
        """The priorities of other years that were carried on as this one, the earliest first."""
        found = (one for one in self.every.values() if one.priority.carried_to == priority.id)
        return sorted(found, key=lambda one: (one.year, one.priority.id))

    def evidence(self, priority: Advocacy) -> list[Record]:
        """The records that show what came of a priority."""
        shown = priority.result.evidence if priority.result else []
        found = [self.kb.inner[one].record if one in self.kb.inner else self._record(one) for one in shown]
        return list({one.id: one for one in found if one}.values())

    def _record(self, record_id: str) -> Record | None:
        entry = self.kb.by_id.get(self.kb.now(record_id))
        return entry.record if entry else None

    @cached_property
    def actions(self) -> dict[int, list[Engagement]]:
        """What was done or is planned to influence the EU, by years: all advocacy, and what involves a body of the EU."""
        found: dict[int, list[Engagement]] = defaultdict(list)
        for one in sorted(self.kb.all(Engagement), key=lambda one: (one.from_.first, one.id)):
            if one.state != "cancelled" and (one.type == "advocacy" or self.with_the_eu(one)):
                for year in range(one.from_.first.year, over(one).year + 1):
                    found[year].append(one)
        return found

    def with_the_eu(self, one: Engagement) -> bool:
        """Whether an engagement, other than a project, a bid or a talk among units, involves a body of the EU."""
        return one.type not in ELSEWHERE and any(map(self.is_of_the_eu, one.partners))

    def is_of_the_eu(self, partner_id: str) -> bool:
        """Whether a partner is a body of the EU."""
        partner = self.kb.get(Partner, partner_id)
        return partner is not None and partner.type == "eu-body"

    def likely(self, pursued: Pursued) -> list[Engagement]:
        """What is likely to be for a priority: its expert leads it towards the EU in its year, for one of its goals."""
        expert, goals = self.kb.now(pursued.priority.expert), set(pursued.priority.goals)
        return [
            one
            for one in self.actions[pursued.year]
            if expert and self.kb.now(one.lead) == expert and self.with_the_eu(one) and not goals.isdisjoint(one.goals)
        ]

    def discussed(self, priority: Advocacy) -> list[Engagement]:
        """The coordination meetings that had it on their agenda, the earliest first."""
        found = {tie.record.id: tie.record for tie in self.kb.pointing.get(priority.id, ())
                 if isinstance(tie.record, Engagement) and tie.record.type == "coordination-meeting"
                 and tie.record.state != "cancelled"}  # fmt: skip
        return sorted(found.values(), key=lambda one: (one.from_.first, one.id))
