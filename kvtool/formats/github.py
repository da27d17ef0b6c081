"""Findings as annotations of GitHub Actions: a workflow command a line, as many as GitHub shows of one step."""

from kvtool.diagnostics import Severity
from kvtool.format import one_line
from kvtool.verdict import Verdict, first

FROM_REPOSITORY = True
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.DUE: "notice"}
ROOM = {Severity.ERROR: 10, Severity.WARNING: 10, Severity.DUE: 9}
"""GitHub shows ten of each command and drops the others in silence; the tenth notice is the one that says so."""

DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def verdict(answer: Verdict, seconds: float) -> str:
    """A command for each finding that GitHub shows, then the summary, with what is left out."""
    shown = first(answer.findings, ROOM)
    lines = []
    for one in shown:
        place = {"file": one.path, "line": one.line, "col": one.column}
        help_ = f"\nhelp: {one_line(one.help)}" if one.help else ""
        lines.append(
            _command(COMMANDS[one.severity], one_line(one.message) + help_, place | {"title": f"{one.code} {one.name}"})
        )
    if left_out := answer.beyond(shown):
        said = f"{answer.summary}\nnot shown here: {left_out}; 'kvtool lint' and --output FORMAT=FILE have all of them"
        lines.append(_command("notice", said, {"title": "kvtool lint"}))
    else:
        lines.append(answer.summary)
    return "".join(f"{line}\n" for line in lines)


def _command(name: str, data: str, properties: dict[str, object]) -> str:
    said = ",".join(f"{key}={one_line(str(value)).translate(PROPERTY)}" for key, value in properties.items())
    return f"::{name} {said}::{data.translate(DATA)}"
