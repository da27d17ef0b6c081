"""Where the values of a file stand, as indexes of its characters."""

from typing import Any

import yaml

from kvtool.text.reader import Parser


def scalars(text: str) -> list[tuple[int, int]]:
    """The spans of all scalars of a readable text, keys included, in order."""
    parser = Parser(text)
    spans = []
    try:
        while (event := _next(parser)) is not None:
            if isinstance(event, yaml.ScalarEvent):
                spans.append((_index(event.start_mark), _index(event.end_mark)))
    finally:
        parser.dispose()
    return spans


def _index(mark: Any) -> int:
    return int(mark.index)


def _next(parser: Any) -> Any:
    event = parser.get_event()
    return None if isinstance(event, yaml.StreamEndEvent) else event
