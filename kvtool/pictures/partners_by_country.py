"""Partners on a map: how many of them are in each country."""

from collections import Counter
from collections.abc import Iterable

from kvtool.model.partner import Partner
from kvtool.parts.on_map import on_map
from kvtool.picture import Picture
from kvtool.report import Paper


def picture(paper: Paper, partners: Iterable[Partner]) -> Picture | None:
    """The picture of the countries of some partners."""
    counts = Counter(one.country for one in partners if one.country)
    return on_map(
        paper, "partners", paper.say("Partners by country"), paper.say("Number: partners in the country."), counts
    )
