"""Countries on a map of Europe and one of the world: the darker one is, the more there is; the number stands in it."""

from collections.abc import Mapping
from typing import Any

from kvtool.drawing.atlas import shapes
from kvtool.picture import Picture, lines
from kvtool.report import Paper
from kvtool.words.places import country


def on_map(paper: Paper, name: str, title: str, legend: str, counts: Mapping[str, int]) -> Picture | None:
    """The picture of how much there is in countries, by their codes; none where it is nothing."""
    language, say = paper.reader.labels.language, paper.say
    there = {code: count for code, count in counts.items() if count}
    shown = {code: shapes()[code] for code in there if code in shapes()}
    if not shown:
        return None
    order = sorted(there, key=lambda code: (-there[code], country(code, language)))
    told = ", ".join(f"{country(code, language)} {there[code]}" for code in order)
    small = ", ".join(f"{country(code, language)} {there[code]}" for code in order if code not in shown)
    below = [legend, *([say("Too small for the map: {countries}.", countries=small)] if small else [])]
    values: dict[str, Any] = {
        "places": [{"id": shown[code], "number": there[code]} for code in order if code in shown],
        "most": max(there.values()),
        "legend": [*lines(" ".join(below), 100), say("Shapes of countries: Natural Earth.")],
    }
    return Picture(name, "countries", title, f"{legend} {told}.", values)
