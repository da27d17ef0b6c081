"""What is wrong with a people overlay: as a file, against the base, and by the calendar."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from kvtool.model.engagement import Engagement
from kvtool.model.person import Person
from kvtool.store.base import KnowledgeBase
from kvtool.store.calendar import after, happenings, in_doubt
from kvtool.store.people import Overlay
from kvtool.store.policy import whole
from kvtool.text.fault import Fault, spell
from kvtool.text.tree import where

LATE, UNKNOWN = "KV926", "KV201"
IDLE: Final = "person_idle_months"


def checked(found: Overlay, kb: KnowledgeBase, day: date) -> Iterator[Fault]:
    """All faults of an overlay on a day; none of them says a name."""
    yield from found.faults
    for index, one in enumerate(found.people):
        if kb.kind_of(one.organisation) == "unit" and kb.kind_of(one.office) != "office":
            help_ = "write the id of one of the unit's offices, or the organisation's name instead of its id"
            yield _fault(found, UNKNOWN, index, "office", f"'{one.office}' is no office of this base", help_)
        if one.delete_after.last < day:
            said = f"to be deleted after {one.delete_after}"
            yield _fault(found, LATE, index, "delete_after", said, "delete the entry, or decide anew and say why")
        elif last := _idle_since(one, kb, day):
            said = f"no engagement since {last}"
            yield _fault(found, LATE, index, "office", said, "delete the entry, or record what was done")


def _fault(found: Overlay, code: str, index: int, field: str, said: str, help_: str) -> Fault:
    path = ("people", index, field)
    return Fault(code, *where(found.tree, path), f"{spell(path[:2])}: {said}", help_, path)


def _idle_since(one: Person, kb: KnowledgeBase, day: date) -> date | None:
    """Since when nothing was done with a person's office or partner; None where that is not long, or cannot be told."""
    months = whole(kb.settings, IDLE)
    if months is None or in_doubt(kb, Engagement):
        return None
    if kb.kind_of(one.office) == "office":
        engagements = happenings(kb, one.office, "participants")
    elif kb.kind_of(one.organisation) == "partner":
        engagements = happenings(kb, kb.now(one.organisation), "partners")
    else:
        return None
    days = [engagement.over for engagement in engagements]
    last = max([*days, one.from_.first] if one.from_ else days, default=None)
    return last if last and after(last, f"{months}m") < day else None
