"""The verdict on a base: the last one where nothing has changed since, else a new one, which is remembered."""

from datetime import date

from kvtool.aside import finish
from kvtool.diagnostics import packed, unpacked
from kvtool.settings import FILE, Settings
from kvtool.store.cache import Cache, opened
from kvtool.store.digests import sum_of
from kvtool.store.sweep import Sweep, sweep
from kvtool.verdict import Verdict

_judged: list[object] = []
"""What a verdict was found on: to take it apart before the command ends costs more than to keep it."""


def verdict_on(settings: Settings, day: date) -> Verdict:
    """What all rules find in a base; the day touches due findings only."""
    cache = opened(settings)
    swept = sweep(settings, None if cache.has_verdict() else _prepare) if cache else None
    if cache is None or swept is None:
        return _new(settings, day)
    key = sum_of((settings.root / FILE).read_text(encoding="utf-8"), day.isoformat(), swept.state)
    if (known := _known(cache, key, swept)) is not None:
        return known
    verdict = _new(settings, day)
    found = [packed(one) for one in verdict.findings]
    finish()  # what is kept of the files may still be in the making
    kept = {"findings": found, "suppressed": verdict.suppressed, "records": verdict.records}
    cache.keep_verdict(key, swept.seen, kept)
    return verdict


def _prepare() -> None:
    """Imports what is needed where nothing is known: all that before there are two processes that need it."""
    from kvtool import linter  # noqa: F401
    from kvtool.catalogue import catalogue
    from kvtool.store import checking, load  # noqa: F401

    catalogue()


def _new(settings: Settings, day: date) -> Verdict:
    from kvtool.linter import lint
    from kvtool.pair import Pair
    from kvtool.store.load import load

    _prepare()
    with Pair(2) as pair:
        kb = load(settings, pair)
        _judged.append(kb)
        return lint(kb, day, pair=pair)


def _known(cache: Cache, key: str, swept: Sweep) -> Verdict | None:
    kept = cache.verdict(key)
    if kept is None or not swept.settled(kept[0]):
        return None
    try:
        findings = [unpacked(one) for one in kept[1]["findings"]]
        return Verdict(findings, int(kept[1]["suppressed"]), int(kept[1]["records"]))
    except (LookupError, TypeError, ValueError):
        return None
