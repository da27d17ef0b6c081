"""All records as one JSON document: as they are written, with what follows from them on the day.

`{"version": 1, …, "as_of", "commit", "audience", "records": [{"kind", "record", "computed"}]}`; `record` and `computed` are
those of `kvtool show --format json`, but a number has all its digits. `kvtool schema KIND` describes a `record`.
"""

from kvtool.export import Asked, as_written


def text(asked: Asked) -> str:
    """The document."""
    return as_written({**asked.about, "records": list(asked.shown())})
