"""The forms that a paper comes in: Markdown, and what a module of `forms/` makes of it, found by its name."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvtool.drawing.engine import is_installed
from kvtool.errors import KvtoolError
from kvtool.model.dates import WRITTEN
from kvtool.picture import Picture
from kvtool.registry import member
from kvtool.text.write import write_answer
from kvtool.words.safe import safe_text

if TYPE_CHECKING:  # few papers have pictures
    from kvtool.drawing.drawn import Drawn

MARKDOWN = "md"
FORMS = (MARKDOWN, "html", "docx", "pdf")
TEXTS = (MARKDOWN, "html")
"""The forms that can be printed; any other needs a file."""


def ends(written: Sequence[str]) -> tuple[str, str]:
    """The end of a period and the form out of what `--to` was given: told apart by what they look like."""
    dates = [one for one in written if WRITTEN.fullmatch(one)]
    forms = [one for one in written if one in FORMS]
    wrong = [one for one in written if one not in dates and one not in forms]
    remedy = f"give a day such as 2026-06-30, or one of {', '.join(FORMS)}; --to can be given once for each"
    if wrong:
        raise KvtoolError(f"--to: '{safe_text(wrong[0][:40])}' is neither a date nor a form", remedy=remedy)
    if len(dates) > 1 or len(forms) > 1:
        twice = dates if len(dates) > 1 else forms
        raise KvtoolError(f"--to: {' and '.join(twice)} cannot both be meant", remedy=remedy)
    return "".join(dates), "".join(forms) or MARKDOWN


def in_form(
    markdown: str,
    form: str,
    language: str,
    title: str,
    output: Path | None,
    templates: Path | None = None,
    pictures: Sequence[Picture] = (),
) -> str | None:
    """A paper as text to print or write; None where its form is no text and it is in its file now.

    Its pictures are drawn where they can be on this machine.
    """
    if form == MARKDOWN:
        return markdown
    if output is None and form not in TEXTS:
        raise KvtoolError(f"{form} is no text", remedy=f"name a file: -o FILE.{form}")
    try:
        module = member("kvtool.forms", form)
    except ModuleNotFoundError:
        raise KvtoolError(f"this kvtool makes no {form}", remedy="use --to md") from None
    shown: Mapping[str, Drawn] = {}
    if pictures and is_installed():
        from kvtool.drawing.drawn import drawn

        shown = drawn(pictures, templates)
    made: bytes = module.convert(markdown, language, title, templates, shown)
    if output is None or form in TEXTS:
        return made.decode("utf-8")
    write_answer(output, made)
    return None
