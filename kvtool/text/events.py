"""Reads one record's YAML by the parser's events, with a stack of its own: for whatever is not in the plain form.

Nothing is composed or constructed, so depth, aliases and tags cannot hurt.
"""

import unicodedata
from typing import Any, Final

import yaml

from kvtool.text.characters import CONTROL, HIDDEN, name_of
from kvtool.text.fault import Fault
from kvtool.text.problems import explain
from kvtool.text.scalars import MISREAD, NO_KEYS, NOT_TEXT, NULLS, STARTS, misread
from kvtool.text.tree import WIDTH, Place, Reading, Tree, marks

Parser: Final[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""What gives events: libyaml's parser, or the one in pure Python where PyYAML was built without it."""

DEEPEST: Final = 32
MOST_NODES: Final = 20_000
ONE_RECORD: Final = "one record a file: remove the '---' or '...' line"

_Scalar, _MapStart, _MapEnd = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
_SeqStart, _SeqEnd, _Alias = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.AliasEvent
_DocumentStart, _StreamEnd = yaml.DocumentStartEvent, yaml.StreamEndEvent


def by_events(text: str, notes: list[Fault]) -> Reading:
    """Reads a text by the parser's events, whatever it holds."""
    events = _Events(text)
    try:
        root = events.run()
    except (yaml.YAMLError, ValueError) as error:
        events.faults.append(explain(error, text))
        root = None
    if not events.faults and not isinstance(root, dict):
        said = "empty record" if root is None else "a record is a mapping of fields to values"
        events.faults.append(Fault("KV008", 1, 1, said, "start with 'id: …'"))
    tree = None if events.faults else Tree(root, events.marks)
    return Reading(tree, notes + events.misread + events.faults)


class _Stop(Exception):  # noqa: N818 - ends the loop, no error
    """The rest of the file is not worth reading."""


class _Events:
    """The loop over the parser's events; collects faults and builds the tree on a stack of its own."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parser = Parser(text)
        self.last = text.count("\n"), len(text) - text.rfind("\n") - 1
        """Line and column of the end of the text, counted from 0: one parser has something stand behind it."""
        self.faults: list[Fault] = []
        self.misread: list[Fault] = []
        self.marks = marks()

    def run(self) -> Any:
        try:
            return self._loop()
        except _Stop:
            return None
        finally:
            self.parser.dispose()

    def fault(self, code: str, mark: Any, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(code, mark.line + 1, mark.column + 1, message, remedy))

    def _loop(self) -> Any:
        next_event = self.parser.get_event
        root: Any = None
        documents = nodes = 0
        above: list[
            tuple[Any, bool, str | None, dict[str, Place]]
        ] = []  # what holds the holder, and its key that waits
        holder: Any = None
        seen: dict[str, Place] = {}
        in_map = False
        key: str | None = None
        while True:
            event = next_event()
            kind = type(event)
            if kind is _Scalar:
                if event.anchor is not None or event.tag is not None:
                    self._decorated(event)
                value: Any = event.value
                style = event.style
                if not style:  # plain: None or '', as the parser has it
                    if in_map and key is None:
                        key = self._key(seen, event)
                        continue
                    if value in NULLS:
                        value = None
                    elif value[0] in STARTS and len(value) < 24 and MISREAD.fullmatch(value):
                        self._misread(event)
                else:
                    if style == '"' and not value.isprintable():
                        self._escaped(event)
                    if in_map and key is None:
                        key = self._key(seen, event)
                        continue
            elif kind is _MapEnd or kind is _SeqEnd:
                holder, in_map, key, seen = above.pop()
                continue
            elif kind is _MapStart or kind is _SeqStart:
                if event.anchor is not None or event.tag is not None:
                    self._decorated(event)
                if len(above) >= DEEPEST:
                    self.fault("KV007", event.start_mark, f"nested deeper than {DEEPEST}", "flatten the structure")
                    raise _Stop
                value = {} if kind is _MapStart else []
            elif kind is _Alias:
                self.fault("KV006", event.start_mark, "aliases are not allowed", "write the value out")
                value = None
            elif kind is _DocumentStart:
                documents += 1
                if documents > 1:
                    self.fault("KV006", event.start_mark, "a second document is not allowed", ONE_RECORD)
                    raise _Stop
                continue
            elif kind is _StreamEnd:
                return root
            else:
                continue

            nodes += 1
            if nodes > MOST_NODES:
                self.fault("KV007", event.start_mark, f"more than {MOST_NODES} values", "split the record")
                raise _Stop
            waiting = None
            if holder is None:
                root = value
            elif not in_map:
                holder.append(value)
                self._mark(event.start_mark)
            elif key is None:  # a mapping, list or alias where a key belongs
                waiting = key = self._no_key(event.start_mark)
            else:
                holder[key] = value
                self._mark(event.start_mark)
                key = None
            if kind is _MapStart or kind is _SeqStart:
                above.append((holder, in_map, waiting, seen))
                holder, in_map, key, seen = value, kind is _MapStart, None, {}

    def _key(self, seen: dict[str, Place], event: Any) -> str:
        """Takes a key into its mapping; a key that is no text or stands there already is a fault."""
        mark = event.start_mark
        written: str = event.value
        odd = not written[:1].isalpha() or written in NO_KEYS
        if odd and not event.style and NOT_TEXT.fullmatch(written):
            return self._no_key(mark)
        key = written if written.isascii() else unicodedata.normalize("NFC", written)
        if key in seen:
            line, column = seen[key]
            said = f"key '{written}' stands twice, first at line {line}, column {column}"
            self.fault("KV005", mark, said, "keep one of them")
        seen.setdefault(key, (mark.line + 1, mark.column + 1))
        self._mark(mark)
        return key

    def _no_key(self, mark: Any) -> str:
        """What stands for a key that is none: the record is broken, so that nobody sees it."""
        self.fault("KV004", mark, "keys are text", "write the key as a word, in quotes if it must look like a number")
        self._mark(mark)
        return ""

    def _mark(self, mark: Any) -> None:
        line, column = min((mark.line, mark.column), self.last)
        self.marks.append((line + 1) * WIDTH + column + 1)

    def _decorated(self, event: Any) -> None:
        if event.anchor is not None:
            self.fault("KV006", event.start_mark, "anchors are not allowed", "write the value out where it is needed")
        if event.tag is not None:
            self.fault("KV006", event.start_mark, "tags are not allowed", "remove the word that starts with !")

    def _misread(self, event: Any) -> None:
        """A word that stays text here, and that others take for something else."""
        self.misread.append(misread(event.value, event.start_mark.line + 1, event.start_mark.column + 1))

    def _escaped(self, event: Any) -> None:
        """Characters that only an escape such as "\\e" can bring into a value."""
        for code, what, pattern in (
            ("KV002", "control character", CONTROL),
            ("KV010", "hidden character", HIDDEN),
        ):
            if found := pattern.search(event.value.replace("\r\n", "\r")):
                self.fault(code, event.start_mark, f"{what} {name_of(found[0])} in the value", "remove the escape")
