"""The kinds as people call them: in singular or plural."""

from difflib import get_close_matches

from kvtool.errors import KvtoolError
from kvtool.model import FOLDERS, KINDS
from kvtool.words.safe import safe_text


def kind_called(word: str) -> str:
    """The kind of a word such as `partner` or `partners`; raises KvtoolError with the nearest one."""
    called = word.casefold()
    if called in KINDS:
        return called
    if called in FOLDERS:
        return FOLDERS[called]
    near = get_close_matches(called, [*KINDS, *FOLDERS], 1, 0.6)
    raise KvtoolError(
        f"no kind '{safe_text(word[:40])}'",
        remedy=f"did you mean {near[0]}?" if near else f"kinds are {', '.join(KINDS)}",
    )
