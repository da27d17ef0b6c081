"""The look of PDFs: colours, fonts, sizes, margins and a logo, as kvtool's and a base's own `templates/paper.toml` set them.

A base sets values and brings no program of its own: nothing that it says can loop, read another file or ask the network.
"""

import struct
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kvtool.form.files import own_file, shipped_file, unusable
from kvtool.words.safe import safe_text

FILE: Final = "paper.toml"
PNG: Final = b"\x89PNG\r\n\x1a\n"
WIDEST: Final = 4000
"""How many pixels a logo has at most on a side: a small file can hold a huge picture."""

COLOUR: Final = r"^#[0-9a-fA-F]{6}$"
FAMILY: Final = r"^\w[\w .-]{0,60}$"
PICTURE: Final = r"^(\w[\w.-]{0,60}\.png)?$"
WANTED: Final = {
    COLOUR: "a colour, such as #1f3a5f",
    FAMILY: "the name of a font",
    PICTURE: "the name of a PNG beside it",
}
"""What a value that does not fit its pattern should be."""

Colour = Annotated[str, Field(pattern=COLOUR)]
Points = Annotated[float, Field(ge=6, le=36, allow_inf_nan=False)]
Millimetres = Annotated[float, Field(ge=10, le=50, allow_inf_nan=False)]
Family = Annotated[str, Field(pattern=FAMILY)]


class _Part(BaseModel):
    """A table of the file; what is not known in it is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Colours(_Part):
    """Colours as #rrggbb."""

    text: Colour
    quiet: Colour
    headings: Colour
    links: Colour
    lines: Colour
    tint: Colour


class Fonts(_Part):
    """Families of fonts in the order in which they are looked for."""

    text: Annotated[list[Family], Field(max_length=8)]


class Sizes(_Part):
    """Sizes of letters in points."""

    text: Points
    tables: Points
    notes: Points
    title: Points


class Margins(_Part):
    """The margins of a page in millimetres."""

    left: Millimetres
    right: Millimetres
    top: Millimetres
    bottom: Millimetres


class Logo(_Part):
    """A picture of `templates/`, and how high it stands on the first page, in millimetres."""

    file: Annotated[str, Field(pattern=PICTURE)]
    height: Annotated[float, Field(ge=4, le=40, allow_inf_nan=False)]


class Look(_Part):
    """All of it."""

    colours: Colours
    fonts: Fonts
    sizes: Sizes
    margins: Margins
    logo: Logo


def look(templates: Path | None) -> tuple[Look, bytes]:
    """The look of a base's PDFs, with its logo; raises KvtoolError for a file that cannot be used."""
    values = tomllib.loads(shipped_file(FILE).decode())
    own = own_file(templates, FILE)
    for name, part in (_parsed(own) if own is not None else {}).items():
        known = values.get(name)
        values[name] = {**known, **part} if isinstance(known, dict) and isinstance(part, dict) else part
    try:
        made = Look.model_validate(values)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        wanted = WANTED.get(fault.get("ctx", {}).get("pattern", ""))
        said = f"write {wanted}" if wanted else safe_text(fault["msg"])
        raise unusable(FILE, f"{safe_text(place)}: {said}") from None
    return made, _picture(templates, made.logo.file) if made.logo.file else b""


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise unusable(FILE, "not UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise unusable(FILE, safe_text(str(error)[:200]) or "nested too deep") from None


def _picture(templates: Path | None, name: str) -> bytes:
    """The bytes of a logo; whether the rest of it can be read is seen when it is set."""
    data = own_file(templates, name)
    if data is None:
        raise unusable(FILE, f"logo.file: there is no templates/{name}")
    if not data.startswith(PNG) or len(data) < 24:
        raise unusable(name, "not a PNG")
    if max(struct.unpack(">II", data[16:24])) > WIDEST:
        raise unusable(name, f"more than {WIDEST} pixels on a side")
    return data
