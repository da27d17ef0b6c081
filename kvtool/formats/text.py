"""Findings for people: one a line as `path:line:column: severity CODE message`, with what mends it below."""

from kvtool.format import inert, is_inert, one_line
from kvtool.verdict import Verdict


def verdict(answer: Verdict, seconds: float) -> str:
    """All findings and one line of summary."""
    lines = []
    for one in answer.findings:
        line = f"{one.path}:{one.line}:{one.column}: {one.severity} {one.code} {one.message}"
        if not is_inert(line):
            place = f"{one_line(one.path)}:{one.line}:{one.column}"
            line = inert(f"{place}: {one.severity} {one.code} {one_line(one.message)}")
        lines.append(line)
        if one.help:
            lines.append(f"    help: {one.help}" if is_inert(one.help) else inert(f"    help: {one_line(one.help)}"))
    looked = [f"looked at {one_line(path)}: {why}" for path, why in answer.since.files.items()] if answer.since else []
    return "".join(f"{line}\n" for line in [*lines, *map(inert, looked), answer.summary])
