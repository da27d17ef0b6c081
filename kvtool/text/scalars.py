"""What plain words mean: which are no text, and which others take for something else."""

import re
from typing import Final

from kvtool.text.fault import Fault

NOT_TEXT = re.compile(
    r"(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.?[0-9].*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))?"
)
NO_KEYS: Final = frozenset(("null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"))
MISREAD = re.compile(
    r"yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
    r"|[-+]?0[0-7_]*[0-7]|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?[0-9][0-9.]*_[0-9_.]*"
    r"|[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][-+]?[0-9]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|=|<<"
)
"""Plain words that are text here and something else to readers of YAML 1.1 or to those that guess at types."""
STARTS: Final = frozenset("yYnNoO0123456789+-.=<")
"""With what such a word starts."""
LONG: Final = 5
"""A plain word of so many letters and hyphens means nothing but itself."""
NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))


def misread(word: str, line: int, column: int) -> Fault:
    """What is said of a word that stays text here, and that others take for something else."""
    return Fault("KV017", line, column, f"other readers do not read {word} as text", f'write "{word}"')
