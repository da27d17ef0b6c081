"""Findings for people: one a line as `path:line:column: severity CODE message`, with what mends it below."""

from kvtool.format import inert, is_inert, one_line
from kvtool.verdict import Verdict


def verdict(answer: Verdict, seconds: float) -> str:
    """All findings and one line of summary."""
    lines = []
    for one in answer.findings:
        lines.append(_line(one.path, f":{one.line}:{one.column}: {one.severity} {one.code} ", one.message))
        if one.help:
            lines.append(_line("    help: ", one.help))
    if answer.since:
        lines += [_line("looked at ", path, f": {why}") for path, why in answer.since.files.items()]
    return "".join(f"{line}\n" for line in [*lines, answer.summary])


def _line(*parts: str) -> str:
    """A line of parts, each of which is made fit for it where the whole is not."""
    line = "".join(parts)
    return line if is_inert(line) else inert("".join(map(one_line, parts)))
