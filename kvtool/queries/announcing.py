"""A new strategy period in a few lines, for those who look at a change: names by what becomes of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from kvtool.queries.reading import Reader
from kvtool.queries.sayings import NAMED, SILENT
from kvtool.queries.succession import NEW
from kvtool.queries.transition import Transition, came_in


def announced(old: Reader, new: Reader) -> dict[str, Any] | None:
    """What a strategy period changes that came in between two states of a base; nothing where none did.

    `proposed` is the authority of its text where that cannot end the old one yet, `lines` are labels with names.
    """
    made = came_in(old.kb, new.kb, new.day)
    if made is None:
        return None
    told = (*_aims(old, new, made), *_key_partners(old, new, made), *_decisions(old, new, made))
    return {
        "old": _names(old, new, [made.old]),
        "new": _names(old, new, [made.new]),
        "proposed": new.authority(made.after.authority) if made.proposed else "",
        "lines": [{"label": label, "names": names} for label, names in told if names],
    }


def _names(old: Reader, new: Reader, ids: Iterable[str]) -> str:
    """Names of records, as they are now, or were where they are gone."""
    return "; ".join((new if new.kb.kind_of(one) else old).name(one) for one in ids)


def _aims(old: Reader, new: Reader, made: Transition) -> Iterator[tuple[str, str]]:
    """The goals and priorities."""
    say = new.labels.say
    gone = [one for one in made.turns if one.before and one.heirs != (one.before.id,)]
    others = [(one.before.id, one.heirs) for one in gone if one.before and one.heirs]
    became = [f"{_names(old, new, [one])} → {_names(old, new, heirs)}" for one, heirs in others]
    yield say("Goals and priorities that become others"), "; ".join(became)
    left = (one.before.id for one in gone if one.before and not one.heirs)
    yield say("Goals and priorities without a successor"), _names(old, new, left)
    come = (one.after[0].id for one in made.turns if one.change == NEW)
    yield say("New goals and priorities"), _names(old, new, come)


def _key_partners(old: Reader, new: Reader, made: Transition) -> Iterator[tuple[str, str]]:
    """The key partners by what the new text makes of them."""
    say = new.labels.say
    partners = [one for one in made.sayings if one.kind == "partner"]
    for was, will, label in (
        (True, True, say("Key partners that the new text names again")),
        (True, False, say("Key partners that it does not call so")),
        (False, True, say("New key partners")),
    ):
        found = (one.record for one in partners if (one.was("key"), one.will_be("key")) == (was, will))
        yield label, _names(old, new, found)


def _decisions(old: Reader, new: Reader, made: Transition) -> Iterator[tuple[str, str]]:
    """The networks of which nothing is said, and how many records somebody has to look at."""
    say = new.labels.say
    silent = (one.record for one in made.sayings if one.kind == "network" and one.change in (SILENT, NAMED))
    yield say("Networks of which it does not say what they are"), _names(old, new, silent)
    kinds = Counter({one.record: one.kind for one in made.decisions}.values())
    numbers = (f"{new.labels.code('kind', kind)} {number}" for kind, number in sorted(kinds.items()))
    yield say("Records about which somebody decides"), ", ".join(numbers)
