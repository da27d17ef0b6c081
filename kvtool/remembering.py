"""The verdict on a base: the last one where nothing has changed since, else a new one, which is remembered."""

from collections.abc import Sequence
from datetime import date

from kvtool.aside import finish
from kvtool.diagnostics import packed, unpacked
from kvtool.settings import FILE, Settings
from kvtool.store.cache import Cache, now, opened, settled, state_of
from kvtool.store.digests import sum_of
from kvtool.store.files import Listed, listed
from kvtool.verdict import Verdict

_judged: list[object] = []
"""What a verdict was found on: to take it apart before the command ends costs more than to keep it."""


def verdict_on(settings: Settings, day: date) -> Verdict:
    """What all rules find in a base; the day touches due findings only."""
    cache = opened(settings)
    files = listed(settings.data)
    key = _key(settings, day, files)
    if cache is None or not key:
        return _new(settings, day)
    seen = now()
    if (known := _known(cache, key, files)) is not None:
        return known
    verdict = _new(settings, day)
    found = [packed(one) for one in verdict.findings]
    finish()  # what is kept of the files may still be in the making
    cache.keep_verdict(key, seen, {"findings": found, "suppressed": verdict.suppressed, "records": verdict.records})
    return verdict


def _new(settings: Settings, day: date) -> Verdict:
    from kvtool.catalogue import catalogue
    from kvtool.linter import lint
    from kvtool.pair import Pair
    from kvtool.store.load import load

    catalogue()  # both processes need the rules: they are imported before there are two
    with Pair(2) as pair:
        kb = load(settings, pair)
        _judged.append(kb)
        return lint(kb, day, pair=pair)


def _key(settings: Settings, day: date, files: Sequence[Listed]) -> str:
    """What a verdict follows from; nothing where a file cannot be known again by its state."""
    if any(one.state is None or one.problem for one in files):
        return ""
    said = (settings.root / FILE).read_text(encoding="utf-8")
    states = (f"{one.path} {state_of(one.state)}" for one in files if one.state)
    return sum_of(said, day.isoformat(), *states)


def _known(cache: Cache, key: str, files: Sequence[Listed]) -> Verdict | None:
    kept = cache.verdict(key)
    if kept is None or not all(one.state and settled(one.state, kept[0]) for one in files):
        return None
    try:
        findings = [unpacked(one) for one in kept[1]["findings"]]
        return Verdict(findings, int(kept[1]["suppressed"]), int(kept[1]["records"]))
    except (LookupError, TypeError, ValueError):
        return None
