"""Says in plain words what the YAML parser means, at the place where a reader has to look."""

from typing import Any

from kvtool.text.characters import place
from kvtool.text.fault import Fault


def explain(error: Exception, text: str) -> Fault:
    """A syntax error as a fault: at the opening quote or bracket where one was never closed, else at the problem."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    line, column = _at(mark)
    if "document start" in problem:
        return Fault(
            "KV006",
            line,
            column,
            "a second document is not allowed",
            "one record a file: remove the '...' line",
        )
    if "sequence entries are not allowed" in problem:
        return Fault("KV004", line, column, "a list item in the line of its key", "start it on a line of its own")
    if "character escape" in problem or "chr()" in problem:
        return Fault("KV004", *_at(opened or mark), "the escape is not a character", "write the character itself")
    if "escape character" in problem or "hexdecimal" in problem or "escape sequence" in problem:
        return Fault(
            "KV004",
            *_backslash(mark, text),
            "a backslash in double quotes starts an escape",
            "use single quotes",
        )
    if "quoted scalar" in context and opened is not None:
        return Fault("KV004", *_at(opened), "the quote that opens here is never closed", "close it with the same quote")
    if "node content" in problem and "flow" in context and (found := _last_bracket(text, mark)) >= 0:
        what = f"the bracket '{text[found]}' that opens here is not closed rightly"
        return Fault("KV004", *place(text, found), what, "close the bracket, or put one comma between the items")
    if "flow" in context and opened is not None:
        bracket = text[opened.index : opened.index + 1]
        what = (
            f"the bracket '{bracket}' that opens here is not closed rightly"
            if bracket in "[{"
            else "a bracket or comma is out of place here"
        )
        return Fault("KV004", *_at(opened), what, "close the bracket, or put one comma between the items")
    if "mapping values are not allowed" in problem:
        return Fault("KV004", line, column, "a second ': ' in one line", "quote the value")
    if "unexpected ':'" in problem:
        return Fault("KV004", line, column, "a colon that starts nothing", "quote the value")
    if _tab_before(text, mark):
        return Fault("KV004", line, column, "a tab is used for indentation", "use spaces")
    if "cannot start any token" in problem:
        character = text[mark.index : mark.index + 1] if mark else ""
        return Fault("KV004", line, column, f"a value cannot start with '{character}'", "quote the value")
    if "expected key" in problem or "block mapping" in context:
        return Fault(
            "KV004",
            line,
            column,
            "the line does not fit the ones above it",
            "indent it as its neighbours, as 'key: value'",
        )
    if "block collection" in context or "block sequence" in context or "block end" in problem:
        return Fault(
            "KV004",
            line,
            column,
            "the line does not fit the list above it",
            "indent it as its neighbours, as '- item'",
        )
    if "could not find expected ':'" in problem:
        return Fault(
            "KV004",
            line,
            column,
            "a line is neither 'key: value' nor a list item",
            "add the colon, or indent a text of several lines",
        )
    if "undefined alias" in problem or "alias" in context or "anchor" in context:
        return Fault("KV006", line, column, "anchors and aliases are not allowed", "quote the value")
    if "tag" in context or "tag" in problem:
        return Fault("KV006", *_at(opened or mark), "tags are not allowed", "quote the value")
    return Fault("KV004", line, column, f"not YAML: {problem}", "")


def _at(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def _backslash(mark: Any, text: str) -> tuple[int, int]:
    """The backslash before a mark, on its line."""
    if mark is None:
        return (1, 1)
    found = text.rfind("\\", 0, mark.index + 1)
    return place(text, found) if found >= 0 else _at(mark)


def _last_bracket(text: str, mark: Any) -> int:
    """The last bracket that opens before a mark; -1 where none does."""
    end = mark.index if mark is not None else len(text)
    return max(text.rfind("[", 0, end), text.rfind("{", 0, end))


def _tab_before(text: str, mark: Any) -> bool:
    if mark is None:
        return False
    start = text.rfind("\n", 0, mark.index) + 1
    indent = text[start : mark.index + 1]
    return "\t" in indent and not indent.strip()
