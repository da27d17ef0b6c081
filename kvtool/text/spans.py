"""Where the values and the fields of a file stand, as indexes of its characters.

The parser is imported where it is used: few commands look into a text so closely.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple


class Field(NamedTuple):
    """A field of a record: its name, where that starts, and where its value ends."""

    name: str
    start: int
    end: int


def scalars(text: str) -> list[tuple[int, int]]:
    """The spans of all scalars of a readable text, keys included, in order."""
    from yaml import ScalarEvent

    return [
        (_index(event.start_mark), _index(event.end_mark)) for event in _events(text) if isinstance(event, ScalarEvent)
    ]


def fields(text: str) -> list[Field]:
    """The fields of a readable record, in order; none where it stands in braces."""
    from yaml import CollectionEndEvent, CollectionStartEvent, ScalarEvent

    found: list[Field] = []
    in_braces: list[bool] = []
    named = False
    for event in _events(text):
        if isinstance(event, CollectionStartEvent):
            in_braces.append(bool(event.flow_style))
            if in_braces == [True]:
                return []
            continue
        if isinstance(event, CollectionEndEvent):
            ended = in_braces.pop()  # else it is said to end where the next thing starts
        elif isinstance(event, ScalarEvent):
            ended = True
        else:
            continue
        if len(in_braces) == 1 and not named:
            found.append(Field(event.value, _index(event.start_mark), _index(event.end_mark)))
            named = True
        elif in_braces:
            found[-1] = found[-1]._replace(end=_index(event.end_mark)) if ended else found[-1]
            named = len(in_braces) > 1
    return found


def _events(text: str) -> Iterator[Any]:
    """All events of a readable text."""
    from yaml import StreamEndEvent

    from kvtool.text.events import Parser

    parser = Parser(text)
    try:
        while not isinstance(event := parser.get_event(), StreamEndEvent):
            yield event
    finally:
        parser.dispose()


def _index(mark: Any) -> int:
    return int(mark.index)
