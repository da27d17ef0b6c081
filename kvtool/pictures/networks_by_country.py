"""Networks on a map: in how many of them the city meets somebody from a country."""

from kvtool.parts.on_map import on_map
from kvtool.parts.reach import Reach
from kvtool.picture import Picture
from kvtool.report import Paper


def picture(paper: Paper, found: Reach) -> Picture | None:
    """The picture of the countries in which networks have members."""
    say, counts = paper.say, {code: len(networks) for code, networks in found.items()}
    legend = say("Number: memberships in which the city meets somebody from the country.")
    return on_map(paper, "networks", say("Where the city's networks reach"), legend, counts)
