"""`kvtool report`: what it takes, what it understands, how it ends."""

from pathlib import Path

import pytest

from kvtool.reporting import reports
from tests.cli import TODAY, Ran, in_folder, ran

BASE = """\
# networks/northern-harbours.yaml
id: northern-harbours
aliases: [northern-ports]
visibility: public
names: {en: Northern Harbours, fi: Pohjoiset satamat}
themes: [quays]
membership:
  statements: [{status: member, from: 2025-03-01, source: plan}]
  owner: harbour-unit
  users: [museum-unit]
  fees: [{year: 2025, euros: 1200}]
  notice: {en: Six months}
# networks/odd.yaml
id: odd
names: {en: "A|B *c* [d](https://e.example) {f}"}
membership: {statements: [{status: aim, source: plan}]}
# units/harbour-division.yaml
{id: harbour-division, type: division, names: {en: Harbour Division}}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}, parents: [{unit: harbour-division}]}
# units/museum-unit.yaml
{id: museum-unit, type: unit, names: {en: Museum Unit}}
# units/school-unit.yaml
{id: school-unit, type: unit, names: {en: School Unit}}
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
from: 2024
priorities: [{id: quays, names: {en: Quays}}, {id: schools, names: {en: Schools}}]
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2025-02-01, act: approved}]}
"""
EMPTY = "# sources/plan.yaml\n{id: plan, title: {en: Plan}}\n"
BROKEN = "# networks/broken.yaml\n{id: broken, names: 7}\n"
MEMBER = "| Northern Harbours[^1] | member[^2] | 1 March 2025 | Harbour Unit | Museum Unit |"


def report(root: Path, *arguments: str) -> Ran:
    """A report in English on the day of the tests."""
    return ran("--root", root, "report", *arguments, "--lang", "en", "--as-of", TODAY)


def test_without_a_name_it_lists_what_there_is(tmp_path: Path) -> None:
    said = ran("--root", in_folder(tmp_path, BASE), "report", "--lang", "en")
    listed = [line.split()[0] for line in said.out.splitlines()]
    assert (0, "", ["REPORT", *reports()]) == (said.code, said.err, listed)
    assert "brief" not in listed


@pytest.mark.parametrize("words", ["northern-harbours", "northern-ports", "Pohjoiset Satamat"])
def test_ids_former_ids_and_names_are_understood(tmp_path: Path, words: str) -> None:
    said = report(in_folder(tmp_path, BASE), "membership-review", words)
    assert (0, "", True) == (said.code, said.err, said.out.startswith("# Membership review: Northern Harbours\n"))


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ((), True),
        (("--unit", "harbour-unit"), True),
        (("--unit", "harbour-division"), True),
        (("--unit", "museum-unit"), True),
        (("--unit", "school-unit"), False),
        (("--priority", "quays"), True),
        (("--priority", "Quays"), True),
        (("--priority", "schools"), False),
    ],
)
def test_a_unit_means_those_that_belong_to_it_and_a_priority_what_names_it(
    tmp_path: Path, options: tuple[str, ...], shown: bool
) -> None:
    said = report(in_folder(tmp_path, BASE), "network-portfolio", *options)
    assert (0, "", shown) == (said.code, said.err, MEMBER in said.out)
    assert shown or " only: No membership is stated.\n" in said.out


@pytest.mark.parametrize(
    ("options", "period", "joined"),
    [
        ((), "22 November 2025 – 21 November 2026", False),
        (("--from", "2025-01-01"), "1 January 2025 – 21 November 2026", True),
        (("--from", "2025", "--to", "2025-02"), "1 January 2025 – 28 February 2025", False),
        (("--from", "2025-03-01", "--to", "2025-03-01", "--to", "md"), "1 March 2025 – 1 March 2025", True),
        (("--to", "2025-12-31"), "1 January 2025 – 31 December 2025", True),
        (("--to", "md"), "22 November 2025 – 21 November 2026", False),
    ],
)
def test_to_ends_the_period_or_names_the_form(
    tmp_path: Path, options: tuple[str, ...], period: str, joined: bool
) -> None:
    said = report(in_folder(tmp_path, BASE), "network-portfolio", *options)
    changes = said.out.partition("## Changes in the period\n")[2].partition("\n## ")[0]
    assert (0, True, joined) == (said.code, f" | {period} | " in said.out, "- Northern Harbours: member" in changes)


@pytest.mark.parametrize(
    ("arguments", "message", "remedy"),
    [
        (("network-portfolo",), "no report 'network-portfolo'", "did you mean network-portfolio?"),
        (("brief",), "no report 'brief'", "'kvtool report' lists them"),
        (("../x",), "no report '../x'", "'kvtool report' lists them"),
        (("membership-review",), "the report membership-review is about something",
         "write 'kvtool report membership-review NETWORK…'"),
        (("network-portfolio", "odd"), "the report network-portfolio takes no id",
         "write 'kvtool report network-portfolio'"),
        (("membership-review", "odd", "--unit", "harbour-unit"),
         "the report membership-review does not understand --unit", "it understands no such option"),
        (("membership-review", "odd", "--to", "2025"),
         "the report membership-review does not understand --to", "it understands no such option"),
        (("membership-review", "nothern-harbours"), "no record 'nothern-harbours'",
         "did you mean northern-harbours?"),
        (("membership-review", "plan"), "'plan' is of the kind source, not a network",
         "'kvtool list network' shows them"),
        (("network-portfolio", "--unit", "harbor-unit"), "no record 'harbor-unit'",
         "did you mean harbour-unit or school-unit?"),
        (("network-portfolio", "--unit", "odd"), "'odd' is of the kind network, not a unit",
         "'kvtool list unit' shows them"),
        (("network-portfolio", "--priority", "quay"), "no priority 'quay'", "did you mean quays?"),
        (("network-portfolio", "--priority", "plan"), "'plan' is of the kind source, not a priority",
         "there are quays, schools"),
        (("network-portfolio", "--from", "2025-02-30"), "--from: no such date: 2025-02-30", "look it up in a calendar"),
        (("network-portfolio", "--from", "2026", "--to", "2025"),
         "the period ends on 2025-12-31, before it begins on 2026-01-01", "swap --from and --to"),
        (("network-portfolio", "--to", "odt"), "--to: 'odt' is neither a date nor a form",
         "give a day such as 2026-06-30, or one of md, html, docx, pdf; --to can be given once for each"),
        (("network-portfolio", "--to", "md", "--to", "pdf"), "--to: md and pdf cannot both be meant",
         "give a day such as 2026-06-30, or one of md, html, docx, pdf; --to can be given once for each"),
        (("network-portfolio", "--to", "docx"), "docx is no text", "name a file: -o FILE.docx"),
        (("membership-review", "odd", "--audience", "public"), "no record 'odd'", "'kvtool list' shows what there is"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_wrong_use_with_a_remedy(
    tmp_path: Path, arguments: tuple[str, ...], message: str, remedy: str
) -> None:
    said = report(in_folder(tmp_path, BASE), *arguments)
    assert (2, "", f"kvtool: {message}\n    help: {remedy}\n") == said


def test_an_empty_base_has_a_portfolio_whose_sections_say_why_they_are_empty(tmp_path: Path) -> None:
    said = report(in_folder(tmp_path, EMPTY), "network-portfolio")
    assert (0, "") == (said.code, said.err)
    assert (
        "## Memberships\n\nNo membership is stated.\n\n## Aims, not memberships\n\nNo membership is aimed at.\n"
        in said.out
    )


def test_a_broken_record_is_a_gap_and_the_answer_incomplete(tmp_path: Path) -> None:
    said = report(in_folder(tmp_path, BASE + BROKEN), "network-portfolio")
    assert (3, True) == (said.code, "kvtool: left out: data/networks/broken.yaml:" in said.err)
    assert "> - The record data/networks/broken.yaml is broken and was left out.\n" in said.out


def test_what_is_not_known_is_no_naught_and_an_aim_no_membership(tmp_path: Path) -> None:
    said = report(in_folder(tmp_path, BASE), "network-portfolio", "--to", "2025-12-31")
    assert (
        "| Harbour Unit (computed) | 1 | 1,200 | not known |\n| All together (computed) | 1 | 1,200 | not known |\n"
        in said.out
    )


def test_whatever_a_network_is_called_is_plain_text_in_one_cell(tmp_path: Path) -> None:
    said = report(in_folder(tmp_path, BASE), "network-portfolio")
    aims = said.out.partition("## Aims, not memberships\n")[2]
    assert r"| A\|B \*c\* \[d\](https\://e.example) {f}[^3] | membership is an aim" in aims


def test_the_public_sees_no_fee_and_no_internal_network(tmp_path: Path) -> None:
    said = report(in_folder(tmp_path, BASE), "network-portfolio", "--audience", "public", "--to", "2025-12-31")
    assert (0, []) == (said.code, [word for word in ("1,200", "€", "A\\|B") if word in said.out])
    assert "| Northern Harbours[^1] | member[^2] |" in said.out


def test_it_is_written_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "portfolio.md"
    said = report(in_folder(tmp_path, BASE), "network-portfolio", "-o", str(target))
    assert (0, "", "") == said
    assert target.read_text(encoding="utf-8").startswith("# Network portfolio\n")
