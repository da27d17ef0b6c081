"""One lint run as somebody asks for it: which rules, which state of the files, only what a change touches, mended first."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kvtool.diagnostics import Diagnostic
from kvtool.errors import KvtoolError
from kvtool.remembering import verdict_on
from kvtool.settings import FILE, Settings
from kvtool.store.people import NOBODY, overlay
from kvtool.verdict import Since, Verdict, counted

if TYPE_CHECKING:
    from kvtool.store.base import KnowledgeBase

ROUNDS = 5
"""How often it is looked again for what a fix has laid open."""


class Wish(NamedTuple):
    """What somebody asks of a lint run, as it was typed."""

    select: str = ""
    ignore: str = ""
    since: str = ""
    at: str = ""
    fix: bool = False
    history: bool = False
    quotes: str = ""


class Inspected(NamedTuple):
    """What a run found, what was mended before, why some files could not be, and what is to be said of the sources' texts."""

    verdict: Verdict
    mended: Sequence[Diagnostic] = ()
    failures: Sequence[KvtoolError] = ()
    notes: Sequence[str] = ()


class VerdictOnVersions(Verdict):
    """A verdict on the versions of files that Git keeps, each of which counts."""

    @property
    def summary(self) -> str:
        """The numbers in words."""
        things = "version" if self.records == 1 else "versions"
        return f"{counted(self.findings)}, {self.suppressed} suppressed in {self.records} {things}"


def inspect(settings: Settings, day: date, wish: Wish) -> Inspected:
    """Runs the rules; raises KvtoolError for wishes that do not go together or cannot be met."""
    _agree(wish)
    if wish.history:
        return Inspected(_of_history(settings, wish))
    mended, failures = _mended(settings, day, wish) if wish.fix else ((), ())
    verdict, notes = (verdict_on(settings, day), ()) if wish == Wish() else _judged(settings, day, wish)
    return Inspected(verdict if wish.at else _with_people(settings, day, wish, verdict), mended, failures, notes)


def _agree(wish: Wish) -> None:
    """Raises KvtoolError where one thing that is asked for rules out another."""
    if wish.at and (wish.since or wish.fix):
        raise KvtoolError("--at goes with neither --since nor --fix", remedy="leave one of them out")
    if wish.history and (wish.at or wish.since or wish.fix):
        raise KvtoolError("--history goes with none of --at, --since and --fix", remedy="leave them out")
    if wish.history and wish.quotes:
        raise KvtoolError("--history does not go with --quotes", remedy="ask for one after the other")
    asked = {word.strip().casefold() for word in wish.select.split(",")}
    if not wish.quotes and asked & {"kv208", "quote-not-in-source"}:
        raise KvtoolError("quotes are looked for where --quotes names the texts", remedy="add --quotes DIR")


def _of_history(settings: Settings, wish: Wish) -> Verdict:
    """What the versions that Git keeps hold and must not."""
    from kvtool.catalogue import catalogue
    from kvtool.store.history import scan
    from kvtool.store.load import load
    from kvtool.verdict import choice

    wanted = choice(wish.select, wish.ignore, catalogue().values())
    seen = scan(load(settings))
    return VerdictOnVersions(
        [one for one in seen.findings if wanted(catalogue()[one.code])], seen.suppressed, seen.versions
    )


def _with_people(settings: Settings, day: date, wish: Wish, verdict: Verdict) -> Verdict:
    """A verdict together with what is wrong with the user's people overlay, where there is one."""
    people = overlay(settings.root)
    if people is NOBODY:
        return verdict
    from kvtool.catalogue import catalogue
    from kvtool.linter import beside
    from kvtool.queries.holders import checked
    from kvtool.store.load import load
    from kvtool.verdict import choice

    wanted = choice(wish.select, wish.ignore, catalogue().values())
    return beside(verdict, str(people.path), checked(people, load(settings), day), wanted)


def _judged(settings: Settings, day: date, wish: Wish) -> tuple[Verdict, Sequence[str]]:
    """The verdict, and what is to be said of the sources' texts."""
    from kvtool.catalogue import catalogue
    from kvtool.linter import lint
    from kvtool.store.load import assemble, load
    from kvtool.store.quotes import compare
    from kvtool.store.revisions import commit_of, files_at, settings_at
    from kvtool.verdict import choice

    wanted = choice(wish.select, wish.ignore, catalogue().values())

    def then(commit: str) -> "KnowledgeBase":
        return assemble(settings_at(settings, commit), files_at(settings.root, commit))

    kb = then(commit_of(settings.root, wish.at, settings.timezone)) if wish.at else load(settings)
    notes = compare(kb, Path(wish.quotes)).notes if wish.quotes else ()
    verdict = lint(kb, day, wanted)
    if wish.since:
        verdict = _narrowed(kb, verdict, wish.since, lambda commit: lint(then(commit), day, wanted))
    return verdict, notes


def _narrowed(kb: "KnowledgeBase", verdict: Verdict, revision: str, at: Callable[[str], Verdict]) -> Verdict:
    """The findings in what a change touches, and the new ones of rules that look across the whole base."""
    from kvtool.catalogue import catalogue
    from kvtool.queries.touched import touched
    from kvtool.store.base import KnowledgeBase
    from kvtool.store.files import files
    from kvtool.store.revisions import changes, commit_of, fork_of

    settings = kb.settings
    now = {file.path: file.data for file in files(settings.data)} | {FILE: (settings.root / FILE).read_bytes()}
    fork = fork_of(settings.root, commit_of(settings.root, revision, settings.timezone))
    concerned = touched(kb, changes(settings.root, fork, now))
    rules = catalogue()
    across = [one for one in verdict.findings if one.path not in concerned and rules[one.code].on is KnowledgeBase]
    before = {one.matter for one in (at(fork).findings if across else ())}
    new = {one for one in across if one.matter not in before}
    kept = [one for one in verdict.findings if one.path in concerned or one in new]
    return verdict._replace(findings=kept, since=Since(fork, concerned))


def _mended(settings: Settings, day: date, wish: Wish) -> tuple[Sequence[Diagnostic], Sequence[KvtoolError]]:
    from kvtool.catalogue import catalogue
    from kvtool.fixing import fix
    from kvtool.linter import lint
    from kvtool.store.load import load
    from kvtool.verdict import choice

    wanted = choice(wish.select, wish.ignore, catalogue().values())
    mended: list[Diagnostic] = []
    failures: Sequence[KvtoolError] = ()
    for _ in range(ROUNDS):
        kb = load(settings)
        done, failures = fix(kb, lint(kb, day, wanted).findings)
        if not done:
            break
        mended += done
    return mended, failures
