"""The formats of `kvtool lint`, each read as its reader reads it: the same findings, valid, and nothing that data can forge."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from kvtool.diagnostics import Diagnostic, Severity
from kvtool.format import format_of, one_line
from kvtool.table import Table
from kvtool.verdict import Verdict, fingerprints
from tests.cli import TODAY, Ran, in_folder, ran
from tests.cli.readers import READERS, Said, commands, left_out, marks, of_json, of_md, summary_of, validate, xml

FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit", "md")
BASE = """\
# partners/lyra.yaml
id: lyra
aliases: [lyra-city]
type: city
names: {en: Lyra}
standing: [{status: key}]
# partners/harbours.yaml
{id: harbours, type: group, names: {en: Harbours}, members: [{partner: lyra-city}]}
# partners/broken.yaml
id: broken
type: citty
names: {en: Broken}
# networks/ports.yaml
# kvtool: allow network-without-owner until 2026-06-30 because the owner is being sought
id: ports
names: {en: Ports}
membership:
  statements: [{status: member, from: 2020, source: plan}]
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
"""
CLEAN = "# units/harbour-unit.yaml\n{id: harbour-unit, type: unit, names: {en: Harbour Unit}}\n"
RULES = ("unknown-code", "link-by-former-id", "standing-without-source", "suppression-expired")

HOSTILE = (
    "a\n::error::forged",
    "a\r\n::stop-commands::x",
    "::add-mask::a",
    "%0A::error::forged%0D%25",
    "##[stop-commands]x ##vso[task.setvariable variable=a]b",
    "a::b,file=c,line=7 title=x",
    "<script>alert(1)</script> </failure> <!-- -->",
    "&amp; &#10; ]]> <![CDATA[",
    "\x00\x08\x1b[31m\x1b]8;;https://evil.example\x07\x7f\x9b\ufffe\ufdd0",
    "\u202ecod.exe\u2066\u200b\u2028\u2029\x85\U000e0041",
    "\"'`| \\| \\ `` ** __ ~~ # - 1. $x$",
    "[a](https://evil.example) {0} {1} ![b](c) www.evil.example <https://evil.example>",
    "@somebody mail@evil.example #12 !13 :smiley:",
    "Käpylä 漢字 😀 \udcff",
    " ",
)


def linted(root: Path, *arguments: str | Path) -> Ran:
    """A run of some rules, so that no others bring findings of their own."""
    return ran("--root", root, "lint", "--select", ",".join(RULES), "--as-of", TODAY, *arguments)


def written(name: str, findings: Sequence[Diagnostic], suppressed: int = 0) -> str:
    """What a format makes of some findings."""
    return str(format_of(name, "verdict")(Verdict(findings, suppressed, 7), 0.25))


def made(severity: Severity, number: int, message: str = "m") -> Diagnostic:
    """An invented finding; which rule found it follows from its severity."""
    code, name = {
        Severity.ERROR: ("KV302", "standing-without-source"),
        Severity.WARNING: ("KV205", "link-by-former-id"),
        Severity.DUE: ("KV901", "suppression-expired"),
    }[severity]
    return Diagnostic("data/partners/lyra.yaml", number, 1, code, name, severity, message, "lyra", "standing[0]", "h")


def many(errors: int, warnings: int, due: int, message: str = "m") -> list[Diagnostic]:
    """So many findings of each severity, the due ones first."""
    numbers = {Severity.DUE: due, Severity.WARNING: warnings, Severity.ERROR: errors}
    return [made(severity, one + 1, message) for severity, number in numbers.items() for one in range(number)]


# The same findings.


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("base", [BASE, CLEAN], ids=["with faults", "clean"])
def test_every_format_is_valid_and_says_the_same(tmp_path: Path, name: str, base: str) -> None:
    root = in_folder(tmp_path, base)
    expected = json.loads(linted(root, "--format", "json").out)
    code, out, err = linted(root, "--format", name)
    assert (code, err) == (1 if expected["findings"] else 0, "")
    validate(name, out)
    said = [
        Said(one["severity"], one["code"], one["path"], one["line"], one["message"]) for one in expected["findings"]
    ]
    assert sorted(READERS[name](out)) == sorted(said)
    expected["summary"].pop("seconds")
    assert summary_of(name, out) in (expected["summary"], None)
    assert [len(said), expected["summary"]["suppressed"]] == ([4, 1] if base == BASE else [0, 0])


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_findings_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    root = in_folder(tmp_path, BASE)
    one, other = (linted(root, "--format", name).out for _ in range(2))
    assert re.sub(r'"seconds": [0-9.]+', "", one) == re.sub(r'"seconds": [0-9.]+', "", other)


def test_junit_counts_a_test_for_each_finding_and_one_that_always_passes() -> None:
    whole = xml(written("junit", many(2, 1, 1), suppressed=3))
    suites = [(one.attrib["name"], one.attrib["tests"], one.attrib["failures"]) for one in whole.iter("testsuite")]
    assert (whole.attrib["tests"], whole.attrib["failures"]) == ("5", "4")
    assert suites == [("kvtool lint", "1", "0"), ("data/partners/lyra.yaml", "4", "4")]
    names = [one.attrib["name"] for one in whole.iter("testcase")]
    assert names == [
        "all records are judged",
        "KV901 suppression-expired standing[0]",
        "KV205 link-by-former-id standing[0]",
        "KV302 standing-without-source standing[0]",
        "KV302 standing-without-source standing[0] (2)",
    ]


def test_sarif_explains_the_rules_that_found_something(tmp_path: Path) -> None:
    out = linted(in_folder(tmp_path, BASE), "--format", "sarif").out
    driver = json.loads(out)["runs"][0]["tool"]["driver"]
    assert (driver["name"], [rule["id"] for rule in driver["rules"]]) == (
        "kvtool",
        ["KV104", "KV205", "KV302", "KV901"],
    )
    rule = driver["rules"][2]
    assert (rule["name"], rule["shortDescription"]) == (
        "standing-without-source",
        {"text": "A standing names no source"},
    )
    assert rule["fullDescription"]["text"].startswith("A standing names no source. Nobody can tell who says so")
    assert "\n\nBad:\n\n~~~yaml\n# partners/" in rule["help"]["markdown"]
    levels = [rule["defaultConfiguration"]["level"] for rule in driver["rules"]]
    assert levels == ["error", "warning", "error", "note"]


# What has no room is counted.


@pytest.mark.parametrize(
    ("name", "numbers", "shown"),
    [
        ("github", (10, 10, 9), (10, 10, 9)),
        ("github", (11, 10, 9), (10, 10, 9)),
        ("github", (0, 0, 10), (0, 0, 9)),
        ("github", (30, 40, 50), (10, 10, 9)),
        ("sarif", (5000, 0, 0), (5000, 0, 0)),
        ("sarif", (0, 10, 5000), (0, 10, 4990)),
        ("sarif", (4000, 1500, 20), (4000, 1000, 0)),
    ],
)
def test_a_format_with_room_for_so_many_says_how_many_more_there_are(
    name: str, numbers: tuple[int, int, int], shown: tuple[int, int, int]
) -> None:
    text = written(name, many(*numbers))
    severities = ("error", "warning", "due")
    got = Counter(one.severity for one in READERS[name](text))
    assert got == Counter(dict(zip(severities, shown, strict=True)))
    assert got + Counter(left_out(name, text)) == Counter(dict(zip(severities, numbers, strict=True)))
    assert summary_of(name, text) == dict(
        zip(("errors", "warnings", "due", "suppressed", "records"), (*numbers, 0, 7), strict=True)
    )


def test_a_capped_report_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kvtool.formats.sarif.ROOM", 3)
    text = written("sarif", many(2, 2, 2))
    validate("sarif", text)
    assert left_out("sarif", text) == {"error": 0, "warning": 1, "due": 2}


def test_github_shows_no_more_of_a_step_than_ten_of_each_and_the_last_says_so() -> None:
    found = list(commands(written("github", many(30, 40, 50))))
    assert Counter(one.name for one in found) == {"error": 10, "warning": 10, "notice": 10}
    assert (found[-1].name, found[-1].properties) == ("notice", {"title": "kvtool lint"})


@pytest.mark.parametrize("message", ["m", "@|" * 100, "漢" * 300])
def test_a_comment_holds_whole_rows_and_errors_longest(message: str) -> None:
    findings = many(100, 3000, 20, message)
    text = written("md", findings)
    got = Counter(one.severity for one in of_md(text))
    assert 60_000 < len(text) <= 65_536
    assert (got["error"], got["due"]) == (100, 0)
    assert got + Counter(left_out("md", text)) == Counter(one.severity.value for one in findings)
    assert text.endswith(". `kvtool lint` shows all of them.\n")


def test_a_comment_has_room_for_the_heads_of_its_files() -> None:
    findings = [made(Severity.ERROR, 1)._replace(path=f"data/partners/p{number}.yaml") for number in range(2000)]
    text = written("md", findings)
    assert 60_000 < len(text) <= 65_536
    assert len(of_md(text)) + left_out("md", text)["error"] == 2000


@pytest.mark.parametrize("name", FORMATS)
def test_a_long_message_is_cut_on_a_line_and_whole_where_there_is_room(name: str) -> None:
    message = "x" * 100_000
    text = written(name, [made(Severity.ERROR, 1, message)])
    validate(name, text)
    if name in ("json", "sarif"):
        assert READERS[name](text)[0].message == message
    else:
        assert "x" * 500 + ("\\u2026" if name == "gitlab" else "&#8230;" if name == "junit" else "…") in text
        assert (message in text) == (name == "junit")  # below its cut attribute


# Nothing that data can forge.


def hostile_findings() -> Iterator[Diagnostic]:
    for text in HOSTILE:
        for severity in Severity:
            yield Diagnostic(
                f"data/partners/{text}.yaml", 1, 1, "KV302", "standing-without-source", severity,
                text, text, text, text,
            )  # fmt: skip


UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufffe\U000e0000-\U000e007f]")


@pytest.mark.parametrize("name", FORMATS)
def test_what_data_says_is_said_and_never_done(name: str) -> None:
    for finding in hostile_findings():
        text = written(name, [finding])
        validate(name, text)
        (said,) = READERS[name](text)
        assert (said.severity, said.code, said.line) == (finding.severity, "KV302", 1)
        assert not UNSEEN.search(text)
        own = {"error": "error", "warning": "warning", "due": "notice"}[finding.severity]
        assert [one.name for one in commands(text)] == ([own] if name == "github" else [])


@pytest.mark.parametrize("name", ["json", "gitlab", "sarif"])
def test_machines_get_the_path_as_it_is(name: str) -> None:
    for finding in hostile_findings():
        (said,) = READERS[name](written(name, [finding]))
        assert said.path == finding.path


def test_json_gives_every_value_back_as_it_was() -> None:
    for finding in hostile_findings():
        (one,) = json.loads(written("json", [finding]))["findings"]
        assert (one["message"], one["help"], one["record"], one["field"]) == (finding.message,) * 4


@pytest.mark.parametrize(
    ("name", "message", "shown"),
    [
        ("text", "a\n::error::forged", "error KV302 a␊::error::forged\n"),
        ("text", "##[error]x ##vso[a]y", r"error KV302 #\#[error]x #\#vso[a]y"),
        ("text", "\x1b[31m\u202ex\x9b", "error KV302 ␛[31m<U+202E>x<U+009B>\n"),
        ("json", "##[error]x \u202e\x9b\U000e0041", r'"##[error]x \u202e\u009b\udb40\udc41"'.replace("##", r"#\u0023")),
        ("github", "a\r\n%0A,b:c=d", "::a␍␊%250A,b:c=d%0Ahelp: h\n"),
        ("gitlab", "Käpylä\n", r'"K\u00e4pyl\u00e4\u240a; h"'),
        ("sarif", "a\n\tb", '"a␊␉b\\nhelp: h"'),
        ("sarif", "[a](b) {0} {a} {1}\x1b", '"[a] (b) {{0}} {a} {{1}}␛\\nhelp: h"'),
        ("junit", '<a b="c"> & ]]>\x00ä', 'message="&lt;a b=&quot;c&quot;&gt; &amp; ]]&gt;&#9216;&#228;"'),
        ("junit", "##[error]x", ">data/partners/lyra.yaml:1:1: #\\#[error]x\nhelp: h<"),
        ("md", "a|b `c` <d> &amp;\n# e", r"| a\|b \`c\` \<d\> \&amp;␊# e | h |"),
        ("md", "@a #1 !2 www.b.c https://d.e", "| @&#8203;a #&#8203;1 !&#8203;2 www&#8203;.b.c https\\://d.e | h |"),
    ],
)
def test_what_is_shown_of_hostile_text(name: str, message: str, shown: str) -> None:
    assert shown in written(name, [made(Severity.ERROR, 1, message)])


def test_no_line_of_a_table_or_record_is_a_command() -> None:
    columns = ("name", "other")
    rows = [{"name": text, "other": text} for text in HOSTILE]
    assert list(commands(format_of("table", "table")(Table(columns, rows, rows, {})))) == []
    assert list(commands(format_of("table", "record")({}, [(text, text) for text in HOSTILE]))) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_path_cannot_end_its_property(text: str) -> None:
    finding = made(Severity.ERROR, 3)._replace(path=f"data/{text}.yaml")
    (command,) = commands(written("github", [finding]))
    assert list(command.properties) == ["file", "line", "col", "title"]
    assert command.properties["file"] == one_line(finding.path)
    assert (command.properties["line"], command.data) == ("3", "m\nhelp: h")


def test_a_comment_has_only_the_elements_that_it_is_made_of() -> None:
    findings = sorted(hostile_findings(), key=lambda one: one.path)
    html = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(written("md", findings))
    assert set(re.findall(r"<(/?\w+)", html)) <= {
        f"{slash}{name}"
        for slash in ("", "/")
        for name in ("p", "strong", "h3", "table", "thead", "tbody", "tr", "th", "td")
    }
    assert html.count("<td>") == 5 * len(findings)
    assert html.count("<h3>") == len(HOSTILE)


def test_hostile_files_of_a_base_forge_nothing(tmp_path: Path) -> None:
    keys = [json.dumps(text, ensure_ascii=False) for text in HOSTILE if text.isprintable() and text.strip()]
    root = in_folder(
        tmp_path, "# partners/x.yaml\nid: x\ntype: city\nnames: {en: X}\n" + ": 1\n".join([*keys, "y"]) + ": 1\n"
    )
    (root / "data" / "partners" / "::error::a,b=c%0A.yaml").write_text("a: [", encoding="utf-8")
    expected = of_json(ran("--root", root, "lint", "--select", "KV101,KV004", "--format", "json").out)
    assert len(expected) > len(keys)
    for name in FORMATS:
        code, out, err = ran("--root", root, "lint", "--select", "KV101,KV004", "--format", name)
        assert (code, err) == (1, "")
        validate(name, out)
        said = [(one.severity, one.code, one.line) for one in READERS[name](out)]
        assert sorted(said) == sorted((one.severity, one.code, one.line) for one in expected[: len(said)])
        assert len(said) == (10 if name == "github" else len(expected))
        assert {one.name for one in commands(out)} == ({"error", "notice"} if name == "github" else set())


# What a finding is known by.


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_a_finding_is_known_again_when_lines_items_and_days_go_by(tmp_path: Path, name: str) -> None:
    moved = BASE.replace("id: lyra\n", "\n# A comment.\nid: lyra\n").replace(
        "standing: [", "standing: [{status: key, source: plan}, "
    )
    one, other = (
        linted(in_folder(tmp_path / str(len(base)), base), "--format", name, "--as-of", day).out
        for base, day in ((BASE, TODAY), (moved, "2026-12-24"))
    )
    assert one != other
    assert len(set(marks(name, one))) == 4
    assert marks(name, one) == marks(name, other)


def test_findings_that_are_alike_are_known_apart() -> None:
    alike = many(3, 0, 0)
    assert len(set(fingerprints(alike))) == 3
    assert fingerprints(alike)[:2] == fingerprints(alike[1:])


@pytest.mark.parametrize("field", ["path", "code", "record", "field", "message"])
def test_findings_that_differ_are_known_apart_whatever_their_order(field: str) -> None:
    one = made(Severity.ERROR, 1)
    other = one._replace(**{field: "other"})
    known = fingerprints([one, other])
    assert known[0] != known[1]
    assert known[::-1] == fingerprints([other, one])


# Where it is written to.


def test_several_at_once_beside_the_one_that_is_printed(tmp_path: Path) -> None:
    root = in_folder(tmp_path / "base", BASE)
    files = {name: tmp_path / f"out.{name}" for name in FORMATS}
    outputs = [argument for name, file in files.items() for argument in ("--output", f"{name}={file}")]
    said = linted(root, *outputs)
    assert said == linted(root)
    for name, file in files.items():
        alone = linted(root, "--format", name).out
        assert re.sub("seconds.*", "", file.read_text(encoding="utf-8")) == re.sub("seconds.*", "", alone)


@pytest.mark.parametrize("name", FORMATS)
def test_a_mere_file_takes_what_would_be_printed(tmp_path: Path, name: str) -> None:
    root, file = in_folder(tmp_path / "base", BASE), tmp_path / "a=b" / "out"
    file.parent.mkdir()
    code, out, err = linted(root, "--format", name, "-o", file, "-o", f"md={tmp_path / 'out.md'}")
    assert (code, out, err) == (1, "", "")
    assert READERS[name](file.read_text(encoding="utf-8"))
    assert of_md((tmp_path / "out.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--output", "srif={}/b"], 2, "kvtool: no format 'srif' here\n    help: use one of github, gitlab, json, "),
        (["--output", "table={}/b"], 2, "kvtool: no format 'table' here\n"),
        (["--format", "xml"], 2, "kvtool: no format 'xml' here\n"),
        (["--output", "={}/b"], 2, "kvtool: no format '' here\n"),
        (["--output", "sarif="], 2, "kvtool: --output 'sarif=' names no file\n"),
        (["--output", ""], 2, "kvtool: --output '' names no file\n"),
        (["--output", "sarif={}/a"], 2, "kvtool: --output names "),
        (["-o", "{}/a"], 2, "kvtool: --output names "),
        (["--output", "sarif={}/b", "--fail-on", "never"], 2, "kvtool: --fail-on 'never'"),
    ],
)
def test_what_cannot_be_written_is_found_before_anything_is(
    tmp_path: Path, arguments: list[str], code: int, says: str
) -> None:
    root, files = in_folder(tmp_path / "base", BASE), tmp_path / "files"
    files.mkdir()
    got = ran("--root", root, "lint", "-o", f"text={files}/a", *(one.format(files) for one in arguments))
    assert (got.code, got.out, list(files.iterdir())) == (code, "", [])
    assert got.err.startswith(says)


def test_a_file_that_cannot_be_written_ends_the_command(tmp_path: Path) -> None:
    root = in_folder(tmp_path / "base", BASE)
    code, out, err = ran("--root", root, "lint", "--output", f"sarif={tmp_path / 'missing' / 'out'}")
    assert (code, out) == (4, "")
    assert err.endswith("out: No such file or directory; nothing written\n")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("place", ["our office/base/", ""], ids=["below", "at the top"])
def test_forges_count_paths_from_the_repository_and_people_from_the_base(tmp_path: Path, name: str, place: str) -> None:
    (tmp_path / ".git").mkdir()
    root = in_folder(tmp_path / place, BASE)
    paths = {one.path for one in READERS[name](linted(root, "--format", name).out)}
    start = "data/" if name in ("text", "json") else f"{place}data/"
    assert paths
    assert {path.startswith(start) for path in paths} == {True}
