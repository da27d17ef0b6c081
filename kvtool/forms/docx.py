"""A paper as a document of a word processor: real headings, lists, tables and footnotes, in the city's own look."""

from collections.abc import Mapping
from pathlib import Path

from kvtool.drawing.drawn import Drawn
from kvtool.form.extras import need
from kvtool.form.reading import NO_PICTURES, read

ENDING = "docx"
TEXT = False


def convert(
    markdown: str,
    language: str,
    title: str,
    templates: Path | None = None,
    pictures: Mapping[str, Drawn] = NO_PICTURES,
) -> bytes:
    """The document's bytes; `templates` is the base's folder, whose reference.docx gives the styles.

    Raises KvtoolError where the extra `docx` is not installed, or the reference document cannot be used.
    """
    need("docx", "python-docx", "docx")
    from kvtool.form.word.body import Body
    from kvtool.form.word.frame import archived, framed
    from kvtool.form.word.notes import add_notes
    from kvtool.form.word.reference import look

    paper = read(markdown, language, title, pictures)
    document = framed(paper, look(templates))
    Body(document, paper).fill()
    add_notes(document, paper.notes)
    return archived(document)
