"""`kvtool lint`: the same findings in every format, narrowed by path and code, and what makes the exit code."""

import json
import re
from pathlib import Path

import pytest

from tests.cli import TODAY, in_folder, ran

QUIET = """\
# kvtool.toml
[base]
name = "Vega"
languages = ["en", "fi", "sv"]
[rules]
partner-without-lead = "off"
partner-without-benefit = "off"
partner-without-cooperation = "off"
priority-without-message = "off"
membership-without-cost = "off"
membership-goal-without-measure = "off"
framework-without-source = "off"
"""
"""Settings for a base that lacks more than is looked at here."""

BASE = f"""\
{QUIET}# partners/lyra.yaml
id: lyra
aliases: [lyra-city]
type: city
names: {{en: Lyra}}
standing: [{{status: key}}]
# partners/harbours.yaml
{{id: harbours, type: group, names: {{en: Harbours}}, members: [{{partner: lyra-city}}]}}
# partners/broken.yaml
id: broken
type: citty
names: {{en: Broken}}
# networks/ports.yaml
# kvtool: allow network-without-owner until 2026-06-30 because the owner is being sought
id: ports
names: {{en: Ports}}
membership:
  statements: [{{status: member, from: 2020, source: plan}}]
  scope: city-wide
  goals: [{{text: {{en: Learn}}, goal: learning, priority: quays}}]
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {{en: Strategy}}
from: 2020
goals: [{{id: learning, names: {{en: Learning}}}}]
priorities: [{{id: quays, names: {{en: Quays}}}}]
# sources/plan.yaml
{{id: plan, title: {{en: Plan}}, acts: [{{on: 2020-01-01, act: approved}}]}}
"""

TEXT = """\
data/networks/ports.yaml:1:1: due KV901 allowed until 2026-06-30 only: the owner is being sought
    help: mend what it hides, or decide anew
data/partners/broken.yaml:2:7: error KV104 'citty' is not a code of 'type'
    help: did you mean city?
data/partners/harbours.yaml:1:72: warning KV205 'lyra-city' is now called 'lyra'
    help: write lyra
data/partners/lyra.yaml:5:12: error KV302 the standing 'key' has no source
    help: add source: ID
2 errors, 1 warning, 1 due, 1 suppressed in 6 records
"""


def test_text_has_a_line_a_finding_what_mends_it_and_a_summary(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    assert ran("--root", root, "lint", "--as-of", TODAY) == (1, TEXT, "")


def test_json_has_the_same_findings_and_the_same_numbers(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, err = ran("--root", root, "lint", "--format", "json", "--as-of", TODAY)
    document = json.loads(out)
    findings, summary = document["findings"], document["summary"]
    lines = [line for line in TEXT.splitlines() if line.startswith("data/")]
    assert (code, err, list(document), document["version"]) == (1, "", ["version", "findings", "summary"], 1)
    assert lines == [
        f"{one['path']}:{one['line']}:{one['column']}: {one['severity']} {one['code']} {one['message']}"
        for one in findings
    ]
    assert list(findings[3].items()) == [
        ("code", "KV302"),
        ("name", "standing-without-source"),
        ("severity", "error"),
        ("path", "data/partners/lyra.yaml"),
        ("line", 5),
        ("column", 12),
        ("record", "lyra"),
        ("field", "standing[0]"),
        ("message", "the standing 'key' has no source"),
        ("help", "add source: ID"),
        ("fix", None),
    ]
    assert summary.pop("seconds") >= 0
    assert summary == {"errors": 2, "warnings": 1, "due": 1, "suppressed": 1, "records": 6}


def test_a_clean_base_is_said_to_be(tmp_path: Path) -> None:
    root = in_folder(tmp_path, "# units/harbour-unit.yaml\n{id: harbour-unit, type: unit, names: {en: Harbour Unit}}\n")
    assert ran("--root", root, "lint") == (0, "0 errors, 0 warnings, 0 due, 0 suppressed in 1 record\n", "")


@pytest.mark.parametrize(
    ("arguments", "code", "codes"),
    [
        ((), 1, ["KV901", "KV104", "KV205", "KV302"]),
        (("--select", "KV302"), 1, ["KV302"]),
        (("--select", "kv3,KV9"), 1, ["KV901", "KV302"]),
        (("--select", "link-by-former-id"), 0, ["KV205"]),
        (("--select", "KV2", "--fail-on", "warning"), 1, ["KV205"]),
        (("--ignore", "KV104, standing-without-source"), 0, ["KV901", "KV205"]),
        (("--ignore", "KV104,KV302", "--fail-on", "warning"), 1, ["KV901", "KV205"]),
        (("--select", "KV9", "--fail-on", "warning"), 0, ["KV901"]),
        (("--select", "KV9", "--fail-on", "due"), 1, ["KV901"]),
        (("--select", "KV9", "--fail-on", "due", "--as-of", "2026-06-30"), 0, []),
        (("--select", "KV", "--ignore", "KV"), 0, []),
    ],
)
def test_codes_names_and_severities_choose_what_is_said_and_what_fails(
    tmp_path: Path, arguments: tuple[str, ...], code: int, codes: list[str]
) -> None:
    root = in_folder(tmp_path, BASE)
    got = ran("--root", root, "lint", "--as-of", TODAY, *arguments)
    assert (code, codes) == (got.code, re.findall(r"^data/.* (KV[0-9]{3}) ", got.out, re.MULTILINE))


@pytest.mark.parametrize(
    ("paths", "code", "codes"),
    [
        (("data",), 1, ["KV901", "KV104", "KV205", "KV302"]),
        ((".",), 1, ["KV901", "KV104", "KV205", "KV302"]),
        (("data/partners",), 1, ["KV104", "KV205", "KV302"]),
        (("data/partners/harbours.yaml",), 0, ["KV205"]),
        (("data/partners/harbours.yaml", "data/networks/"), 0, ["KV901", "KV205"]),
        (("data/../data/sources",), 0, []),
    ],
)
def test_paths_narrow_what_is_reported_and_never_what_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, paths: tuple[str, ...], code: int, codes: list[str]
) -> None:
    monkeypatch.chdir(in_folder(tmp_path, BASE))
    got = ran("--root", ".", "lint", "--as-of", TODAY, *paths)
    assert (code, codes) == (got.code, re.findall(r"^data/.* (KV[0-9]{3}) ", got.out, re.MULTILINE))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--fail-on", "never"), "kvtool: --fail-on 'never' is none of error, warning, due\n"),
        (("--select", "KV999"), "kvtool: no rule 'KV999'\n    help: did you mean KV"),
        (("--ignore", "broken-lnik"), "kvtool: no rule 'broken-lnik'\n    help: did you mean broken-link?\n"),
        (("--select", "xyz"), "kvtool: no rule 'xyz'\n    help: 'kvtool explain' lists them\n"),
        (("--format", "table"), "kvtool: no format 'table' here\n"),
        (("--as-of", "soon"), "kvtool: 'soon' is not a day\n"),
        (("missing.yaml",), "kvtool: no file or folder missing.yaml\n"),
        (("/",), "kvtool: / is not in the base "),
        (("--fix-all",), "kvtool: No such option: --fix-all"),
    ],
)
def test_what_cannot_be_asked_is_a_matter_of_usage(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, err = ran("--root", root, "lint", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(says)


NETWORK = (
    QUIET
    + """\
# networks/ports.yaml
{head}id: ports
names: {{en: Ports}}{before}
{above}membership:{beside}
  statements: [{{status: member, from: 2020}}]
  scope: city-wide
  goals: [{{text: {{en: Learn}}, goal: learning, priority: quays}}]
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {{en: Strategy}}
from: 2020
goals: [{{id: learning, names: {{en: Learning}}}}]
priorities: [{{id: quays, names: {{en: Quays}}}}]
"""
)
ALLOW = "# kvtool: allow network-without-owner until 2027-01-31 because the owner is being sought"


@pytest.mark.parametrize(
    ("head", "above", "beside", "codes", "suppressed"),
    [
        ("", "", "", ["KV401"], 0),
        (f"{ALLOW}\n", "", "", [], 1),
        ("", f"{ALLOW}\n", "", [], 1),
        ("", "", f"  {ALLOW}", [], 1),
        ("", "", f"  {ALLOW.replace('network-without-owner', 'KV401')}", [], 1),
        ("", "", f"  {ALLOW.replace('owner until', 'owner, KV402 until')}", [], 1),
        (f"{ALLOW}\n", "", f"  {ALLOW}", ["KV016"], 1),
        (f"{ALLOW.replace('2027-01-31', '2026-11-21')}\n", "", "", [], 1),
        (f"{ALLOW.replace('2027-01-31', '2026-11-20')}\n", "", "", ["KV901"], 1),
        (f"{ALLOW.replace('2027-01-31', '2026-02-30')}\n", "", "", ["KV015", "KV401"], 0),
        (f"{ALLOW.partition(' because')[0]}\n", "", "", ["KV015", "KV401"], 0),
        (f"{ALLOW.replace(' until 2027-01-31', '')}\n", "", "", ["KV015", "KV401"], 0),
        ("# kvtool: allow KV402 until 2027-01-31 because of nothing\n", "", "", ["KV016", "KV401"], 0),
        ("# kvtool: please\n", "", "", ["KV015", "KV401"], 0),
        ("# kvtool: allow KV9 until 2020 because it comes later\n", "", "", ["KV016", "KV401"], 0),
    ],
    ids=[
        "none",
        "for the record",
        "for the next line",
        "for its line",
        "by code",
        "several",
        "hiding nothing left",
        "on its last day",
        "past its last day",
        "until no date",
        "without reason",
        "without end",
        "of another rule",
        "not understood",
        "a family is no rule",
    ],
)
def test_a_comment_hides_what_it_allows_and_is_itself_judged(
    tmp_path: Path, head: str, above: str, beside: str, codes: list[str], suppressed: int
) -> None:
    root = in_folder(tmp_path, NETWORK.format(head=head, before="", above=above, beside=beside))
    document = json.loads(ran("--root", root, "lint", "--format", "json", "--as-of", TODAY).out)
    found = sorted(one["code"] for one in document["findings"])
    assert (codes, suppressed) == (found, document["summary"]["suppressed"])


def test_a_comment_on_another_line_hides_nothing(tmp_path: Path) -> None:
    root = in_folder(tmp_path, NETWORK.format(head="", before=f"  {ALLOW}", above="", beside=""))
    out = ran("--root", root, "lint", "--as-of", TODAY).out
    assert re.findall(r"^data/.* (KV[0-9]{3}) ", out, re.MULTILINE) == ["KV016", "KV401"]


def test_faults_of_text_and_schema_cannot_be_hidden(tmp_path: Path) -> None:
    allow = "# kvtool: allow unknown-code until 2027-01-31 because we say so"
    root = in_folder(tmp_path, f"# partners/lyra.yaml\n{allow}\nid: lyra\ntype: town\nnames: {{en: Lyra}}\n")
    code, out, _ = ran("--root", root, "lint", "--as-of", TODAY)
    assert (code, re.findall(r"^data/.* (KV[0-9]{3}) ", out, re.MULTILINE)) == (1, ["KV104"])


@pytest.mark.parametrize(
    ("said", "severity", "code"), [("error", "error", 1), ("warning", "warning", 0), ("off", None, 0)]
)
def test_a_base_gives_a_rule_its_own_weight(tmp_path: Path, said: str, severity: str | None, code: int) -> None:
    settings = f'# kvtool.toml\n[rules]\nlink-by-former-id = "{said}"\n'
    root = in_folder(tmp_path, BASE + settings)
    got = ran("--root", root, "lint", "--select", "KV205", "--format", "json", "--as-of", TODAY)
    found = [one["severity"] for one in json.loads(got.out)["findings"]]
    assert (code, [severity] if severity else []) == (got.code, found)


def test_a_file_that_cannot_be_written_weighs_more_than_findings(tmp_path: Path) -> None:
    root = in_folder(tmp_path / "base", BASE)
    code, out, err = ran("--root", root, "lint", "-o", tmp_path / "missing" / "out.txt")
    assert (code, out) == (4, "")
    assert err.endswith("out.txt: No such file or directory; nothing written\n")
    assert [root] == list(tmp_path.iterdir())


def test_checking_writes_nothing(tmp_path: Path) -> None:
    root = in_folder(tmp_path, BASE)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    ran("--root", root, "lint", "--as-of", TODAY)
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
