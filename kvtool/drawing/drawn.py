"""The pictures of a paper as the forms take them: drawn, with their title and their text."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kvtool.drawing.drawings import ENDING, LOOK, drawing, unusable
from kvtool.drawing.engine import png, svgs
from kvtool.drawing.svg import NoDrawingError, looked_through
from kvtool.picture import Picture

ROOM: Final = {False: (640, 860), True: (940, 560)}
"""How wide and how high a page is, upright and turned on its side, with room for a heading, in CSS pixels."""
DOTS: Final = 3
"""How many dots of a printed picture stand for one of the drawing: about 300 to the inch across a page."""


class Drawn(NamedTuple):
    """A picture that is drawn."""

    name: str
    title: str
    text: str
    svg: str
    width: float
    height: float
    """Both in CSS pixels, 96 to the inch."""

    def part(self, turned: bool) -> float:
        """Which part of the width of a page it takes, upright or turned on its side: it fits on one page."""
        across, down = ROOM[turned]
        return min(1.0, self.width / across, down / across * self.width / self.height)

    @property
    def png(self) -> bytes:
        """The same in dots, for a form that takes no SVG."""
        return png(self.svg, DOTS)


def drawn(pictures: Sequence[Picture], templates: Path | None = None) -> Mapping[str, Drawn]:
    """Some pictures by their names; `templates` is the base's folder, whose drawings stand in for kvtool's own.

    Raises KvtoolError for a drawing that cannot be used.
    """
    if not pictures:
        return {}
    files = [(f"{one.drawing}{ENDING}", drawing(templates, one.drawing, one.values)) for one in pictures]
    made = svgs(files, drawing(templates, LOOK, {}))
    return {one.name: _drawn(one, svg) for one, svg in zip(pictures, made, strict=True)}


def _drawn(picture: Picture, svg: str) -> Drawn:
    try:
        still = looked_through(svg, picture)
    except (NoDrawingError, SyntaxError) as error:
        raise unusable(f"{picture.drawing}{ENDING}", str(error)) from None
    return Drawn(picture.name, picture.title, picture.text, *still)
