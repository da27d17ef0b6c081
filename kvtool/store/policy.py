"""The values of policy that rules read from `kvtool.toml`; each stands alone or as {value, source}."""

from datetime import date
from typing import Any

from kvtool.errors import KvtoolError
from kvtool.model.dates import parse
from kvtool.model.values import BadValueError
from kvtool.settings import FILE, Settings


def value(settings: Settings, key: str) -> Any:
    """A value of policy; None where the base has none, and the rule that asks is silent."""
    found = settings.policy.get(key)
    return found.get("value") if isinstance(found, dict) else found


def day_from(settings: Settings, key: str) -> date | None:
    """The first day of a date of policy."""
    found = value(settings, key)
    if found is None:
        return None
    try:
        return parse(str(found)).first
    except BadValueError as error:
        raise KvtoolError(f"{FILE}: policy.{key}: {error.message}") from None


def whole(settings: Settings, key: str) -> int | None:
    """A whole number of policy, such as a number of days, that is not negative; None where the base has none."""
    found = value(settings, key)
    if found is None:
        return None
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise KvtoolError(f"{FILE}: policy.{key} is no whole number", remedy="write digits only, such as 30")
    return found


def words(settings: Settings, key: str) -> tuple[str, ...]:
    """A list of words of policy, such as ids; empty where the base has none."""
    found = value(settings, key)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise KvtoolError(f"{FILE}: policy.{key} is no list of words", remedy='write ["one", "two"]')
    return tuple(found)


def source_of(settings: Settings, key: str) -> str | None:
    """The source that a value of policy names."""
    found = settings.policy.get(key)
    return found.get("source") if isinstance(found, dict) else None
