"""What papers need of Markdown beyond the parser's own: notes (`[^1]`, and `[^1]: …` below) and comments, which nobody sees.

Two comments do something: one marks the place of a picture, and `<!-- new page -->` before a heading begins a page.
"""

import re
from bisect import bisect_right

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from kvtool.picture import MARK

MENTION = re.compile(r"\[\^([^\s\[\]^]{1,40})\]")
DEFINITION = re.compile(rf"{MENTION.pattern}:[ \t]*(.*)")
OPENING, CLOSING = "<!--", "-->"
NEW_PAGE = re.compile(r"<!--\s*new page\s*-->")
LONGEST = 20_000
"""How many characters a comment may have; where more of them open than close, nobody waits for the search."""
KEPT = "notes"
"""Where a parser's environment keeps the text of each note by its label."""


def extended(parser: MarkdownIt) -> MarkdownIt:
    """The parser, which now puts the notes' texts aside, and skips comments.

    It leaves tokens `mention`, `picture` and `new_page` for these.
    """
    parser.block.ruler.before("fence", "comment", _commented, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.block.ruler.before("reference", "note", _defined, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "mention", _mentioned)
    return parser


def _defined(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A note's text: from its label to the next empty line or the next label; the first with a label counts."""
    found = DEFINITION.match(_line(state, first))
    if found is None or state.is_code_block(first):
        return False
    if silent:
        return True
    lines, following = [found[2]], first + 1
    while following < last and not state.isEmpty(following) and not DEFINITION.match(_line(state, following)):
        lines.append(_line(state, following))
        following += 1
    state.env.setdefault(KEPT, {}).setdefault(found[1], "\n".join(lines).strip())
    state.line = following
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _mentioned(state: StateInline, silent: bool) -> bool:
    """A mention of a note that there is; of another, the letters stay as they are."""
    found = MENTION.match(state.src, state.pos, state.posMax)
    if found is None or found[1] not in state.env.get(KEPT, {}):
        return False
    if not silent:
        state.push("mention", "", 0).meta = {"label": found[1]}
    state.pos = found.end()
    return True


def _commented(state: StateBlock, first: int, last: int, silent: bool) -> bool:
    """A comment that starts a line and ends one; where it has no end, the letters stay as they are."""
    begin = state.bMarks[first] + state.tShift[first]
    if not state.src.startswith(OPENING, begin) or state.is_code_block(first):
        return False
    end = state.src.find(CLOSING, begin + len(OPENING), min(begin + LONGEST, state.eMarks[last - 1]))
    closing = bisect_right(state.eMarks, end)
    if end < 0 or state.src[end + len(CLOSING) : state.eMarks[closing]].strip():
        return False
    if not silent:
        comment = state.src[begin : end + len(CLOSING)]
        if marked := MARK.match(comment):
            state.push("picture", "", 0).meta = {"name": marked["name"]}
        elif NEW_PAGE.fullmatch(comment):
            state.push("new_page", "", 0)
        state.line = closing + 1
    return True
