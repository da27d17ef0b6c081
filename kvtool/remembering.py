"""The verdict on a base: the last one where nothing has changed since, else a new one, which is remembered."""

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from kvtool.aside import at_last
from kvtool.diagnostics import packed, unpacked
from kvtool.settings import FILE, Settings
from kvtool.store.cache import Cache, opened
from kvtool.store.digests import sum_of
from kvtool.store.files import Listed, listed
from kvtool.store.sweep import Sweep, sweep
from kvtool.verdict import Verdict

if TYPE_CHECKING:
    from kvtool.ledger import Last, Ledger

_judged: list[object] = []
"""What the last verdict was found on: to take it apart before the command ends costs more than to keep it."""


def verdict_on(settings: Settings, day: date) -> Verdict:
    """What all rules find in a base; the day touches due findings only."""
    cache = opened(settings)
    ahead: list[Listed] = []

    def prepare() -> None:
        _prepare()
        ahead.extend(listed(settings.data))

    swept = sweep(settings, None if cache.has_verdict() else prepare) if cache else None
    if cache is None or swept is None:
        return _relinted(settings, day, None, ahead)[0]
    asked = sum_of((settings.root / FILE).read_text(encoding="utf-8"), day.isoformat())
    key = sum_of(asked, swept.state)
    if (known := _known(cache, key, swept)) is not None:
        return known
    verdict, ledger = _relinted(settings, day, _last(cache, asked), ahead)
    found = [packed(one) for one in verdict.findings]
    kept = {"findings": found, "suppressed": verdict.suppressed, "records": verdict.records}
    said = {key: json.dumps(kept, ensure_ascii=False), asked: f"{key}\n{ledger.told()}"}
    at_last(partial(cache.keep_verdict, swept.seen, said))  # what is kept of the files may still be in the making
    return verdict


def _prepare() -> None:
    """Imports what is needed where nothing is known: all that before there are two processes that need it."""
    from kvtool import linter  # noqa: F401
    from kvtool.catalogue import catalogue
    from kvtool.store import checking, load  # noqa: F401

    catalogue()


def _relinted(settings: Settings, day: date, last: "Last | None", ahead: Sequence[Listed]) -> "tuple[Verdict, Ledger]":
    """The verdict and what it rests on; `ahead` are the files, where they were listed."""
    from kvtool.linter import relint
    from kvtool.pair import Pair
    from kvtool.store.load import load

    _prepare()
    with Pair(2) as pair:
        kb = load(settings, pair, ahead)
        _judged[:] = [kb]
        return relint(kb, day, pair, last)


def _known(cache: Cache, key: str, swept: Sweep) -> Verdict | None:
    """The verdict that was kept under a key, where the files have not changed since."""
    kept = cache.verdict(key)
    return _heard(kept[1]) if kept and swept.settled(kept[0]) else None


def _last(cache: Cache, asked: str) -> "Last | None":
    """The last verdict that was found by the same settings on the same day, and what it rests on."""
    kept = cache.verdict(asked)
    key, _, ledger = kept[1].partition("\n") if kept else ("", "", "")
    found = cache.verdict(key)
    verdict = _heard(found[1]) if found else None
    if verdict is None:
        return None
    from kvtool.ledger import Last, heard

    try:
        return Last(verdict.findings, heard(ledger))
    except (TypeError, ValueError):
        return None


def _heard(said: str) -> Verdict | None:
    """A verdict out of what is kept; nothing where that is none."""
    try:
        kept = json.loads(said)
        findings = [unpacked(one) for one in kept["findings"]]
        return Verdict(findings, int(kept["suppressed"]), int(kept["records"]))
    except (LookupError, TypeError, ValueError):
        return None
