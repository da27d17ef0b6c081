"""All rules, found by their files."""

from functools import cache

from kvtool.registry import discover
from kvtool.rule import Rule


@cache
def catalogue() -> dict[str, Rule]:
    """All rules by their codes."""
    rules = [module.check for module in discover("kvtool.rules")]
    return {one.code: one for one in sorted(rules, key=lambda one: one.code)}
