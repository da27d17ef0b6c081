"""All records as JSON Lines: one record a line, each with the day, the commit and the audience that it is for.

A line is `{"version": 1, …, "as_of", "commit", "audience", "kind", "record", "computed"}`, so that it can be read alone.
"""

from kvtool.export import Asked, as_written


def text(asked: Asked) -> str:
    """The lines."""
    about = {name: said for name, said in asked.about.items() if name != "kinds"}
    return "".join(f"{_line({**about, **one})}\n" for one in asked.shown())


def _line(content: object) -> str:
    """JSON on one line: a line feed in it stands between values only, never in one."""
    return " ".join(line.strip() for line in as_written(content).split("\n")).strip()
