"""Keeps the catalogues of words in step with code, models, rules and templates: `python -m tests.words [--check]`.

What is new comes in empty, what is gone goes, nothing is guessed. `--check` writes nothing and fails where something is missing.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from kvtool.model import KINDS
from kvtool.model.codes import codes, fields
from kvtool.queries.listing import COLUMNS
from kvtool.registry import names
from kvtool.settings import INTERFACE_LANGUAGES

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "kvtool" / "words" / "locale"
COMPUTED = {
    "Message.state": ("approved", "candidate"),
    "Message.scope": ("general", "priority", "partner", "network", "event"),
    "Role.state": ("planned", "held", "past"),
    "CityMembership.scope": ("city-wide",),
    "change": ("added", "removed", "renamed", "changed", "broken", "mended", "moved", "reordered"),
}
"""Codes that no field holds: they follow from others."""
OTHER_COLUMNS = (
    *(
        "id",
        "kind",
        "records",
        "broken",
        "code",
        "severity",
        "fault",
        "change",
        "field",
        "old",
        "new",
        "date",
        "commit",
    ),
    *("due", "what", "message", "table", "column", "here", "direction", "record", "given", "of", "rate", "excerpt"),
    *("last_engagement",),
)
HEADER = """# Words of kvtool.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
METHODS = [("kvtool/**.py", "python"), ("templates/**.j2", "jinja2")]


def wanted() -> Catalog:
    """Everything that needs words."""
    catalog = Catalog(charset="utf-8", header_comment="# Words of kvtool.")
    for context, code in codes():
        catalog.add(code, context=context)
    for context, computed in COMPUTED.items():
        for code in computed:
            catalog.add(code, context=context)
    for field in [*fields(), "membership"]:
        catalog.add(field, context="field")
    for kind in KINDS:
        catalog.add(kind, context="kind")
    for column in sorted({*OTHER_COLUMNS, *(column for columns in COLUMNS.values() for column in columns)}):
        catalog.add(column, context="column")
    for rule in names("kvtool.rules"):
        catalog.add(rule, context="rule")
    found = extract_from_dir(
        ROOT,
        METHODS,
        keywords={"say": None, "_": None},
        directory_filter=lambda path: Path(path).name not in (".git", ".venv"),
    )
    for _, _, message, _, context in sorted(found, key=lambda one: str(one[2])):
        catalog.add(message, context=context)
    return catalog


def missing(language: str, catalog: Catalog) -> list[str]:
    """What has no words in a language; English sentences are their own words."""
    return [
        f"{message.context or ''}: {message.id}"
        for message in catalog
        if message.id and not message.string and not (language == "en" and message.context is None)
    ] + [f"fuzzy: {message.id}" for message in catalog if message.id and message.fuzzy]


def current(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    path = LOCALE / language / "LC_MESSAGES" / "kvtool.po"
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as kept:
        return read_po(kept, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue of a language with what is new and without what is gone."""
    template, kept = wanted(), current(language)
    fresh = Catalog(locale=language, charset="utf-8", header_comment=f"# Words of kvtool ({language}).", fuzzy=False)
    for message in template:
        if message.id:
            old = kept.get(message.id, message.context)
            fresh.add(message.id, old.string if old else "", context=message.context)
    return fresh


def write(catalog: Catalog, path: Path) -> None:
    """Writes a catalogue, and compiles it beside; the same words give the same bytes."""
    text = BytesIO()
    write_po(text, catalog, width=0, omit_header=True, no_location=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HEADER.format(language=catalog.locale_identifier).encode() + text.getvalue())
    with path.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalog)


def main(arguments: list[str]) -> int:
    """Updates or checks the three catalogues; the number of missing words decides the exit code."""
    lacking = 0
    for language in INTERFACE_LANGUAGES:
        catalog = updated(language)
        path = LOCALE / language / "LC_MESSAGES" / "kvtool.po"
        if "--check" not in arguments:
            write(catalog, path)
        for lack in missing(language, catalog):
            lacking += 1
            sys.stdout.write(f"{language}: {lack}\n")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
