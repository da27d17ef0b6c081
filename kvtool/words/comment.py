"""What a comment on a forge holds, and what a forge would make calls of in it."""

import re
from typing import Final

ROOM: Final = 65_536 - 512
"""How many characters a comment on GitHub holds, less a summary and a line that says what is left out."""

CALLS: Final = re.compile(r"@(?=\w)|[#!](?=\d)|\bwww(?=\.)")
"""What a forge makes a mention, a reference or a link of, whatever is escaped; a space without width undoes it."""


def calm(text: str) -> str:
    """Markdown that mentions nobody and links to nothing by itself."""
    return CALLS.sub(r"\g<0>&#8203;", text)
