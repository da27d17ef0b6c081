"""What an engagement adds that is an externally funded project."""

from typing import Literal

from kvtool.model.part import Part
from kvtool.model.values import Amount, Line, Many, SourceId, Year


class Appropriation(Part):
    """Money of a year, with the decision that grants it."""

    year: Year
    euros: Amount
    decision: SourceId | None = None


class Project(Part):
    """What an externally funded project adds: programme, role, money by year."""

    acronym: Line | None = None
    programme: Line | None = None
    call: Line | None = None
    number: Line | None = None
    role: Literal["coordinator", "partner", "associate"] | None = None
    state: (
        Literal["idea", "preparing", "applied", "funded", "reserve", "rejected", "running", "ended", "reported"] | None
    ) = None
    total: Amount | None = None
    city_share: Amount | None = None
    grant: Amount | None = None
    own: Amount | None = None
    own_source: Literal["unit", "central"] | None = None
    application: SourceId | None = None
    funding: SourceId | None = None
    appropriations: Many[Appropriation]
