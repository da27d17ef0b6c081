"""Mends what is safe to mend: only the characters that must change, read back before a file is written."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from kvtool.diagnostics import Diagnostic
from kvtool.errors import KvtoolError
from kvtool.model import kind
from kvtool.model.order import in_order
from kvtool.queries.find import named
from kvtool.store.base import KnowledgeBase
from kvtool.store.entry import Entry
from kvtool.store.files import read_bytes
from kvtool.text.blocks import arranged
from kvtool.text.characters import BOM
from kvtool.text.fault import Path, steps
from kvtool.text.reader import read
from kvtool.text.spans import scalars
from kvtool.text.splice import Edit, Said, reads_as, spliced
from kvtool.text.write import write_new

MARKED: Final = "KV013"
UNORDERED: Final = "KV020"


class Fix(NamedTuple):
    """What is put where, and what the record says after it that it did not say before."""

    edit: Edit
    said: Said | None = None


class _Site(NamedTuple):
    """A finding in the text of its file, which has no byte order mark here, and the end of the value at which it stands."""

    kb: KnowledgeBase
    entry: Entry
    found: Diagnostic
    text: str
    at: int
    end: int

    @property
    def path(self) -> Path:
        return steps(self.found.field)

    @property
    def word(self) -> str:
        """The value as it is written, with its quotes where it has some."""
        return self.text[self.at : self.end]

    def replaced(self, value: str, said: Path | None) -> Fix:
        return Fix(Edit(self.at, self.end, value), Said(said, value) if said else None)


class Fixed(NamedTuple):
    """The findings that were mended, and why some files could not be written."""

    mended: list[Diagnostic]
    failures: list[KvtoolError]


def fix(kb: KnowledgeBase, findings: Iterable[Diagnostic]) -> Fixed:
    """Mends what can be mended of some findings; a file that has changed meanwhile, or cannot be written, stays."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for found in findings:
        if found.code in (*FIXES, *WHOLE):
            by_path[found.path].append(found)
    fixed = Fixed([], [])
    for entry in kb.entries:
        if entry.path in by_path and entry.tree is not None:
            try:
                fixed.mended.extend(_mended(kb, entry, by_path[entry.path]))
            except KvtoolError as error:
                fixed.failures.append(error)
    return fixed


def _mended(kb: KnowledgeBase, entry: Entry, findings: list[Diagnostic]) -> list[Diagnostic]:
    file = kb.settings.root / entry.path
    data, fault = read_bytes(file)
    fields = None if fault else read(data).fields
    if fields is None or fields != entry.fields:
        return []
    text = data.decode("utf-8")
    marked = text.startswith(BOM)
    text = text.removeprefix(BOM)
    made = list(_made(kb, entry, findings, text))
    if not _says_so(text, fields, made):  # one of them is at fault: without it the others hold
        made = _holding(text, fields, made)
    done = [found for found, _ in made]
    new = spliced(text, (one.edit for _, one in made))
    for found in findings:
        if found.code == UNORDERED and (ordered := arranged(new, partial(in_order, kind(entry.kind)))) != new:
            new = ordered
            done.append(found)
        elif found.code == MARKED and marked:
            marked = False
            done.append(found)
    if done and reads_as(new, fields, [one.said for _, one in made if one.said]):
        write_new(file, ((BOM if marked else "") + new).encode())
        return done
    return []


Made = tuple[Diagnostic, Fix]


def _made(kb: KnowledgeBase, entry: Entry, findings: list[Diagnostic], text: str) -> Iterator[Made]:
    ends = dict(scalars(text))
    for found in findings:
        at = _index(text, found)
        if found.code in FIXES and (one := FIXES[found.code](_Site(kb, entry, found, text, at, ends.get(at, at)))):
            yield found, one


def _says_so(text: str, fields: Mapping[str, Any], made: list[Made]) -> bool:
    return reads_as(spliced(text, (one.edit for _, one in made)), fields, [one.said for _, one in made if one.said])


def _holding(text: str, fields: Mapping[str, Any], made: list[Made]) -> list[Made]:
    """The fixes after which a text says what is meant, each tried with those before it."""
    kept: list[Made] = []
    for one in made:
        kept += [one] if _says_so(text, fields, [*kept, one]) else []
    return kept


def _index(text: str, found: Diagnostic) -> int:
    start = 0
    for _ in range(found.line - 1):
        start = text.index("\n", start) + 1
    return start + found.column - 1


def _quoted(site: _Site) -> Fix | None:
    return site.replaced(f'"{site.word}"', None)


def _trimmed(site: _Site) -> Fix | None:
    end = len(site.text) - len(site.text[site.at :].lstrip(" \t"))
    return Fix(Edit(site.at, end, ""))


def _ended(site: _Site) -> Fix | None:
    return Fix(Edit(len(site.text), len(site.text), "\r\n" if "\r\n" in site.text else "\n"))


def _renamed(site: _Site) -> Fix | None:
    new = site.kb.aliases.get(_value(site.entry, site.path) or "")
    return site.replaced(new, site.path) if new else None


def _by_name(site: _Site) -> Fix | None:
    """An id for the name that stands in its place, where one record alone has that name."""
    if site.path[-1:] == ("id",) or site.path[:1] == ("aliases",):
        return None
    kinds: tuple[str, ...] = ()
    if record := site.entry.record:
        kinds = next((link.kinds for link in site.kb.links_of(record) if link.path == site.path), ())
    hits = named(site.kb, _value(site.entry, site.path) or "", () if "*" in kinds else kinds)
    return site.replaced(hits[0].id, site.path) if len(hits) == 1 else None


def _dropped(site: _Site) -> Fix | None:
    """A list without the item: its line, or in a flow list the item with the comma before it."""
    said = Said(site.path, None)
    start = site.text.rfind("\n", 0, site.at) + 1
    end = site.end
    if re.fullmatch(r" *- +", site.text[start : site.at]):
        rest = re.compile(r"[ \t]*\r?\n").match(site.text, end)
        return Fix(Edit(start, rest.end(), ""), said) if rest else None
    comma = site.text.rfind(",", 0, site.at)
    return Fix(Edit(comma, end, ""), said) if not site.text[comma + 1 : site.at].strip() and comma >= 0 else None


FIXES: Final[Mapping[str, Callable[[_Site], Fix | None]]] = {
    "KV017": _quoted,
    "KV018": _trimmed,
    "KV019": _ended,
    "KV106": _by_name,
    "KV201": _by_name,
    "KV205": _renamed,
    "KV214": _dropped,
}
"""The fixes of one place each, by the codes of the findings."""

WHOLE: Final = (MARKED, UNORDERED)
"""The codes of the findings whose fix concerns the whole file."""


def _value(entry: Entry, path: Path) -> str | None:
    """The text at a path of a record's fields."""
    node: Any = entry.fields
    for step in path:
        node = node[step]
    return node if isinstance(node, str) else None
