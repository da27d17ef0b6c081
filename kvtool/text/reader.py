"""Reads one record's YAML: every plain scalar stays text, every field keeps its place.

The schema's types decide what a text means.
"""

from kvtool.text.characters import decode, structure
from kvtool.text.plain import plain
from kvtool.text.tree import Reading


def read(data: bytes) -> Reading:
    """Reads a file's bytes; never raises on any of them."""
    text, faults = decode(data)
    notes = [fault for fault in faults if fault.code == "KV013"]
    if len(faults) > len(notes):
        return Reading(None, faults)
    if fault := structure(text):
        return Reading(None, [*notes, fault])
    if not faults and (reading := plain(text)):
        return reading
    from kvtool.text.events import by_events  # the parser is worth loading for what is not plain

    return by_events(text, notes)
