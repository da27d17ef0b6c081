"""Each format of `kvtool lint` as its reader reads it: a runner, a forge, a build server, a page, a schema."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import xmlschema
from markdown_it import MarkdownIt

SCHEMAS = Path(__file__).parent.parent / "schemas"


class Said(NamedTuple):
    """What every format says of a finding."""

    severity: str
    code: str
    path: str
    line: int
    message: str


class Command(NamedTuple):
    """A line that the runner of GitHub obeys."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> Iterator[Command]:
    """What the runner of GitHub obeys in a log: `::` where a line starts, else `##[` wherever it stands."""
    for line in re.split(r"\r\n|\n|\r", log):
        new = re.match(r"\s*::(.*?)::(.*)", line)
        if new:
            name, _, properties = new[1].partition(" ")
            pairs = [pair.partition("=") for pair in properties.split(",") if pair]
            yield Command(name, {key: _unescaped(value) for key, _, value in pairs}, _unescaped(new[2]))
        elif old := re.search(r"##\[(.*?)\](.*)|##vso\[(.*?)\]", line):
            yield Command(f"old {old[1]}", {}, old[0])


def _unescaped(text: str) -> str:
    for token, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(token, meant)
    return text


def of_text(text: str) -> list[Said]:
    found = re.findall(r"^(.*?):(\d+):\d+: (\w+) (KV\d+) (.*)$", text, re.MULTILINE)
    return [Said(severity, code, path, int(line), message) for path, line, severity, code, message in found]


def of_json(text: str) -> list[Said]:
    found = json.loads(text)["findings"]
    return [Said(one["severity"], one["code"], one["path"], one["line"], one["message"]) for one in found]


def of_github(text: str) -> list[Said]:
    severities = {"error": "error", "warning": "warning", "notice": "due"}
    return [
        Said(
            severities[one.name],
            one.properties["title"].split()[0],
            one.properties["file"],
            int(one.properties["line"]),
            one.data.partition("\nhelp: ")[0],
        )
        for one in commands(text)
        if "file" in one.properties
    ]


def of_gitlab(text: str) -> list[Said]:
    severities = {"major": "error", "minor": "warning", "info": "due"}
    return [
        Said(
            severities[one["severity"]],
            one["check_name"].split()[0],
            one["location"]["path"],
            one["location"]["lines"]["begin"],
            one["description"].rpartition("; ")[0],
        )
        for one in json.loads(text)
    ]


def of_sarif(text: str) -> list[Said]:
    severities = {"error": "error", "warning": "warning", "note": "due"}
    (run,) = json.loads(text)["runs"]
    assert [one["ruleId"] for one in run["results"]] == [
        run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] for one in run["results"]
    ]
    return [
        Said(
            severities[one["level"]],
            one["ruleId"],
            unquote(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], errors="surrogateescape"),
            one["locations"][0]["physicalLocation"]["region"]["startLine"],
            one["message"]["text"].partition("\nhelp: ")[0],
        )
        for one in run["results"]
    ]


def xml(text: str) -> ElementTree.Element:
    """The root of a document that kvtool made."""
    return ElementTree.fromstring(text)  # noqa: S314


def of_junit(text: str) -> list[Said]:
    return [
        Said(
            failure.attrib["type"],
            case.attrib["name"].split()[0],
            case.attrib["classname"],
            int((failure.text or "").removeprefix(f"{case.attrib['classname']}:").split(":")[0]),
            failure.attrib["message"],
        )
        for case in xml(text).iter("testcase")
        for failure in case.iter("failure")
    ]


def of_md(text: str) -> list[Said]:
    found: list[Said] = []
    path, cells = "", []
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    for before, token in pairwise(tokens):
        if token.type == "inline":
            said = "".join(one.content for one in token.children or () if one.type in ("text", "text_special"))
            if before.type == "heading_open":
                path = said
            elif before.type == "td_open":
                cells.append(said)
        elif token.type == "tr_close" and cells:
            line, severity, rule, message, _ = cells
            found.append(Said(severity, rule.split()[0], path, int(line), message))
            cells = []
    return found


READERS = {
    "text": of_text,
    "json": of_json,
    "github": of_github,
    "gitlab": of_gitlab,
    "sarif": of_sarif,
    "junit": of_junit,
    "md": of_md,
}


def summary_of(name: str, text: str) -> dict[str, int] | None:
    """The numbers of a format's summary; that of GitLab has no place for one."""
    if name == "gitlab":
        return None
    if name == "json":
        return {key: value for key, value in json.loads(text)["summary"].items() if key != "seconds"}
    if name == "sarif":
        return dict(json.loads(text)["runs"][0]["properties"])
    if name == "junit":
        properties = xml(text).iter("property")
        return {one.attrib["name"]: int(one.attrib["value"]) for one in properties}
    said = re.search(r"(\d+) errors?, (\d+) warnings?, (\d+) due, (\d+) suppressed in (\d+) records?", text)
    assert said, text
    return dict(zip(("errors", "warnings", "due", "suppressed", "records"), map(int, said.groups()), strict=True))


def validate(name: str, text: str) -> None:
    """Holds a format against its schema, if it has one."""
    schemas = {"json": "findings.json", "gitlab": "code-quality.json", "sarif": "sarif-2.1.0.json"}
    if name in schemas:
        schema = json.loads((SCHEMAS / schemas[name]).read_text(encoding="utf-8"))
        kind = jsonschema.validators.validator_for(schema)
        kind(schema, format_checker=kind.FORMAT_CHECKER).validate(json.loads(text))
    elif name == "junit":
        xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(xml(text))


def left_out(name: str, text: str) -> dict[str, int]:
    """What a format says that it does not show."""
    if name == "sarif":
        (invocation,) = json.loads(text)["runs"][0]["invocations"]
        text = "".join(one["message"]["text"] for one in invocation.get("toolExecutionNotifications", ()))
    said = re.search(r"[Nn]ot .*?: (\d+) errors?, (\d+) warnings?, (\d+) due", text)
    return dict(zip(("error", "warning", "due"), map(int, said.groups()), strict=True)) if said else {}


def marks(name: str, text: str) -> list[str]:
    """What a report knows its findings by."""
    if name == "gitlab":
        return [one["fingerprint"] for one in json.loads(text)]
    return [one["partialFingerprints"]["kvtool/v1"] for one in json.loads(text)["runs"][0]["results"]]
