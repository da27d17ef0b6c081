"""When the city and a partner last met: what an adviser is asked first."""

from typing import Final

from kvtool.model.engagement import Engagement
from kvtool.model.partner import Partner
from kvtool.queries.relations import engagements_with
from kvtool.report import Item, Paper, item

MOST: Final = 5
"""How many engagements are shown, besides those that are marked."""
NO_MEETING: Final = ("bid", "coordination-meeting", "project")
"""The types of engagement in which nobody meets a partner."""


def last_meetings(paper: Paper, partner: Partner, own: Engagement | None) -> list[Item]:
    """What was done together up to the day, the latest first; marked are the last meeting and the last at the level to come."""
    known = [one for one in engagements_with(paper.reader.kb, partner) if one is not own and paper.shows(one)]
    past = [one for one in known if one.from_.first <= paper.reader.day]
    met = [one for one in past if _was_met(one)]
    last = next(iter(met), None)
    alike = next((one for one in met if own and own.level and one.level == own.level), None)
    return [
        _line(paper, one, _mark(paper, one is last, one is alike))
        for place, one in enumerate(past)
        if place < MOST or one is last or one is alike
    ]


def _was_met(one: Engagement) -> bool:
    return one.state == "held" and one.type not in NO_MEETING and one.channel != "letter"


def _mark(paper: Paper, is_last: bool, is_alike: bool) -> str:
    if is_last:
        return paper.say("Last met, at this level too") if is_alike else paper.say("Last met")
    return paper.say("Last met at this level") if is_alike else ""


def _line(paper: Paper, one: Engagement, mark: str) -> Item:
    """An engagement in a line: when, in which form, about what, by whom, at which level, what came of it."""
    reader = paper.reader
    code = reader.labels.code
    told = [
        reader.date(one.from_),
        code("Engagement.type", one.type),
        paper.text(one.title),
        reader.name(one.lead),
        code("Engagement.level", one.level),
        paper.text(one.result),
        f"({code('Engagement.state', one.state)})" if one.state != "held" else "",
    ]
    said = ", ".join(filter(None, told))
    return item(f"{mark}: {said}" if mark else said, paper.cite(one.sources[:1]), id=one.id, first=bool(mark))
