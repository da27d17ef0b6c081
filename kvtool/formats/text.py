"""Findings for people: one a line as `path:line:column: severity CODE message`, with what mends it below."""

from kvtool.format import inert, one_line
from kvtool.verdict import Verdict


def verdict(answer: Verdict, seconds: float) -> str:
    """All findings and one line of summary."""
    lines = []
    for one in answer.findings:
        place = f"{one_line(one.path)}:{one.line}:{one.column}"
        lines.append(f"{place}: {one.severity} {one.code} {one_line(one.message)}")
        if one.help:
            lines.append(f"    help: {one_line(one.help)}")
    looked = [f"looked at {one_line(path)}: {why}" for path, why in answer.since.files.items()] if answer.since else []
    return "".join(f"{inert(line)}\n" for line in [*lines, *looked, answer.summary])
