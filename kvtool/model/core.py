"""Pydantic's core without the types that describe its schemas: they take most of its loading, and nothing here asks for them.

Who imports Pydantic itself, then or before, gets them.
"""

import sys
from contextlib import suppress
from types import ModuleType
from typing import Any, Final

TYPES: Final = "pydantic_core.core_schema"


class _AnyTypes(ModuleType):
    """A module that has every type: each is any."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return Any


if "pydantic_core" not in sys.modules:
    sys.modules[TYPES] = _AnyTypes(TYPES)
    try:
        with suppress(ImportError):  # then it is loaded as it comes
            import pydantic_core  # noqa: F401
    finally:
        del sys.modules[TYPES]

from pydantic_core import SchemaValidator, ValidationError  # noqa: E402

__all__ = ["SchemaValidator", "ValidationError"]
