"""A briefing pack, section by section: what may be said stands apart from what is background, and nothing in a record acts."""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from kvtool.words.labels import labels
from tests.cli import TODAY, in_folder, ran, stamped

DENSE = """\
# kvtool.toml
[base]
name = "City of Vega"
languages = ["en", "sv"]
# partners/lyra.yaml
id: lyra
aliases: [lyre]
type: city
names: {en: Lyra}
country: SE
lead: harbour-unit
standing:
  - {status: partner, source: plan, quote: Lyra is a partner}
  - {status: special, source: page, quote: a special friend}
  - {status: key, source: draft, quote: Lyra is key}
  - {status: ended, from: 2024, source: draft, quote: time to part}
cooperation:
  - {form: projects, priority: quays, from: 2021, to: 2027, text: {en: A study of harbours}, gains: {en: Know-how},
     gives: {en: Data}, source: plan, quote: study with Lyra}
agreements:
  - {id: lyra-2001, type: cooperation, signed: 2001-05-04, to: 2030, names: {en: Port paper},
     exit_terms: {en: A year before}, source: plan}
sensitivities:
  - {text: {en: The ferry line}, handling: only-if-asked, until: 2026-11-21}
  - {text: {en: An old quarrel}, handling: never-raise, until: 2026-11-20}
sources: [{source: page, quote: a fair city}]
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
# partners/harbours.yaml
id: harbours
type: group
names: {en: Harbours}
members: [{partner: lyra, basis: inferred}]
standing: [{status: partner, from: 2021, source: page, quote: all harbours}]
# networks/ports.yaml
id: ports
names: {en: Ports United}
members: [{partner: lyre, source: plan, quote: Lyra belongs to it}]
membership: {statements: [{status: member, from: 2020, source: plan}]}
# networks/seas.yaml
{id: seas, names: {en: Seven Seas}, members: [{partner: harbours, source: page}]}
# networks/hosts.yaml
{id: hosts, names: {en: Hosts}, host: lyra}
# networks/strangers.yaml
{id: strangers, names: {en: Strangers}, members: [{partner: norma}]}
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
from: 2020
to: 2025
source: draft
priorities: [{id: quays, names: {en: Quays}}]
measures: [{id: joint-study, text: {en: Study}, partners: [lyra], source: plan, quote: with Lyra}]
# units/harbour-unit.yaml
id: harbour-unit
type: unit
names: {en: Harbour Unit}
offices: [{id: harbour-chief, names: {en: Harbour Chief}}]
# units/school-unit.yaml
{id: school-unit, type: unit, names: {en: School Unit}}
# sources/plan.yaml
id: plan
title: {en: Plan}
body: harbour-unit
acts: [{on: 2020-01-01, act: approved, section: § 1, case: 2020-7}]
treats: [partners]
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2021-05-05, act: web-page}]}
# sources/draft.yaml
{id: draft, title: {en: Draft}, acts: [{on: 2022, act: draft, basis: inferred}]}
# facts/heated-quays.yaml
id: heated-quays
claim: {en: Heated quays}
value: 3.5
as_of: 2026
source: plan
quote: three and a half
# messages/warm-quays.yaml
id: warm-quays
scope: {partner: lyra}
headline: {en: "Our {fact:heated-quays} quays are warm"}
points:
  - {text: {en: All by sea water}, proofs: [heated-quays]}
  - {text: {en: Without coal}}
sources: [{source: plan, quote: warm quays}]
approvals: [{lang: en, role: harbour-chief, on: 2026-01-01, until: 2026-11, of: 000000000001}]
# messages/quiet-quays.yaml
id: quiet-quays
scope: {priority: quays}
headline: {en: Our quays are silent}
approvals: [{lang: en, role: harbour-chief, on: 2026-01-01, of: 000000000002}]
# messages/old-quays.yaml
id: old-quays
scope: {general: true}
headline: {en: Our quays are old}
approvals: [{lang: en, role: harbour-chief, on: 2025-01-01, until: 2026-10, of: 000000000003}]
# messages/new-quays.yaml
id: new-quays
scope: {general: true}
headline: {en: Our quays will be new}
approvals: [{lang: en, role: harbour-chief, on: 2026-12-01, of: 000000000004}]
# messages/safe-quays.yaml
{id: safe-quays, scope: {general: true}, headline: {en: Our quays are safe}}
# messages/far-quays.yaml
{id: far-quays, scope: {partner: norma}, headline: {en: Quays of Norma}}
# engagements/2025/old-dinner.yaml
id: old-dinner
type: meeting
title: {en: An early dinner}
from: 2025-05-05
state: held
lead: harbour-unit
partners: [lyra]
result: {en: Agreed to meet}
commitments:
  - {by: partner, text: {en: Send the charts}, owner: harbour-unit, due: 2026-12-31, state: open}
  - {by: us, text: {en: Pay the bill}, state: done}
  - {by: us, text: {en: Call back}, state: lapsed}
# engagements/2026/school-trip.yaml
id: school-trip
type: visit-out
title: {en: A school trip}
from: 2026-10-02
state: held
lead: school-unit
partners: [lyra, norma]
commitments:
  - {by: partner, partner: norma, text: {en: Send a choir}, state: open}
  - {by: us, partner: lyra, text: {en: Send a bus}, due: 2027, state: open}
# engagements/2026/called-off.yaml
{id: called-off, type: meeting, title: {en: Called off}, from: 2026-11-30, state: cancelled, partners: [lyra]}
# engagements/2026/visit.yaml
id: visit
type: visit-out
channel: in-person
title: {en: Visit to Lyra}
from: 2026-12-01
to: 2026-12-02
state: planned
place: {en: Old Port}
lead: harbour-unit
partners: [lyra]
level: mayor
participants: [harbour-chief]
agenda: [{en: Welcome}, {en: Talks}]
interpretation: [et, fse]
priorities: [quays]
coordinated_with: [school-unit]
objectives: [{en: Agree who pays}]
their_objectives: [{en: More ferries}]
asks: [{text: {en: Half of the cost}}, {by: partner, text: {en: A direct line}, answer: {en: Not this year}}]
offers: [{en: A seat on the board}]
stance: [{issue: rail-tunnel, position: against, text: {en: Too dear}}]
press_line: {en: The cities study harbours}
commitments: [{by: us, text: {en: Send the terms}, owner: harbour-unit, due: 2026-12-15, state: in-progress}]
sources: [{source: page, quote: a visit is planned}]
"""

NOTE = re.compile(r"\[\^([0-9]+)\]")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def pack_of(root: Path, *arguments: str) -> str:
    """The pack that is printed."""
    code, out, err = ran("--root", root, "brief", *arguments, "--as-of", TODAY)
    assert (code, err) == (0, "")
    return out


def tokens_of(pack: str) -> list[tuple[str, str]]:
    """What is seen on the rendered page, block by block: its HTML tag and its text, without the marks of notes."""
    plain = re.sub(r"^\[\^([0-9]+)\]:", r"Note \1:", pack, flags=re.MULTILINE)
    parsed = MARKDOWN.parse(NOTE.sub("", plain))
    return [
        (holder.tag, "".join(seen(child.type, child.content) for child in token.children or ()))
        for holder, token in pairwise(parsed)
        if token.type == "inline"
    ]


def seen(sort: str, content: str) -> str:
    """A piece of a line: text as it is, bold letters between stars, anything else by its name."""
    known = {"text": content, "softbreak": "\n", "strong_open": "*", "strong_close": "*"}
    return known.get(sort, f"<{sort}>")


def sections(pack: str) -> dict[tuple[str, str], list[str]]:
    """The paragraphs of a pack under their headings and bold titles."""
    found: dict[tuple[str, str], list[str]] = {}
    section = part = ""
    for tag, text in tokens_of(pack):
        if tag in ("h1", "h2"):
            section, part = text, ""
        elif tag == "p" and (title := re.fullmatch(r"\*(.*)\*", text)):
            part = title[1]
            found[section, part] = []
        elif tag == "p":
            found.setdefault((section, part), []).append(text)
    return found


def rows(pack: str) -> list[list[str]]:
    """The rows of all tables, as texts of their cells."""
    found: list[list[str]] = []
    for before, token in pairwise(MARKDOWN.parse(NOTE.sub("", pack))):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline" and before.tag in ("th", "td"):
            found[-1].append(token.content)
    return found


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base, with one text changed since its approval."""
    approved = stamped(DENSE)
    return in_folder(tmp_path_factory.mktemp("dense"), approved.replace("Our quays are silent", "Our quays are quiet"))


@pytest.fixture(scope="module")
def pack(dense: Path) -> str:
    """The pack of the visit."""
    return pack_of(dense, "lyra", "--engagement", "visit", "--lang", "en")


EXPECTED = {
    ("Briefing: Lyra", "Gaps"): ["draft", "period", "not decided: Draft"],
    ("The meeting: Visit to Lyra", ""): [
        "outgoing visit",
        "1 December 2026 – 2 December 2026",
        "Old Port",
        "planned",
        "mayor",
        "Lyra",
        "Quays",
        "Welcome; Talks",
        "Estonian, fse",
        "Harbour Chief",
        "School Unit",
    ],
    ("The meeting: Visit to Lyra", "Our objectives"): ["Agree who pays"],
    ("The meeting: Visit to Lyra", "What they are likely to want"): ["More ferries"],
    ("What may be said", "Our 3.5 quays are warm"): ["All by sea water", "Without coal"],
    ("What may be said", "Of the relation"): [
        "web page 5 May 2021, Page",
        "Harbours",
        "approved 1 January 2020, Plan",
        "Press line:* The cities study harbours",
    ],
    ("Background only, not to be passed on", "Of the relation"): [
        "draft 2022, Draft",
        "from 2024, draft 2022, Draft",
        "The ferry line",
    ],
    ("Background only, not to be passed on", "Asks and offers"): [
        "Half of the cost",
        "A direct line → Not this year",
        "A seat on the board",
    ],
    ("Background only, not to be passed on", "Our positions"): ["rail-tunnel: against: Too dear"],
    ("Background only, not to be passed on", "Messages not approved, not for use"): [
        "Our quays are quiet",
        "Our quays will be new",
        "Our quays are old",
        "Our quays are safe",
    ],
    ("Lyra", ""): ["Harbour Unit"],
    ("Lyra", "Cooperation"): ["Quays (2021 – 2027): A study of harbours; we gain: Know-how; we give: Data"],
    ("Lyra", "Agreements"): ["4 May 2001; Port paper; until 2030; ends by: A year before"],
    ("Lyra", "Networks in common"): ["Hosts", "Ports United; City of Vega: ", "Seven Seas (as one of Harbours)"],
    ("Lyra", "In plans and units"): ["Strategy"],
    ("Lyra", "Open promises"): [
        "Send the terms, due 15 December 2026",
        "Send the charts, due 31 December 2026",
        "Send a bus, due 2027",
    ],
    ("Lyra", "Last meetings"): ["2 October 2026", "5 May 2025"],
    ("Lyra", "Others who meet them within 60 days"): ["A school trip, School Unit"],
    ("Lyra", "Also said"): ["a fair city"],
}


@pytest.mark.parametrize("place", EXPECTED, ids=" / ".join)
def test_each_section_shows_what_it_should(pack: str, place: tuple[str, str]) -> None:
    found = [line for line in sections(pack)[place] if not line.startswith("Note ")]
    assert len(EXPECTED[place]) == len(found), found
    assert [(word, line) for word, line in zip(EXPECTED[place], found, strict=True) if word not in line] == []


def test_no_section_is_left_over_and_what_is_over_or_kept_is_not_shown(pack: str) -> None:
    assert [*EXPECTED] == [place for place in sections(pack) if place != ("After the meeting", "")]
    gone = ("An old quarrel", "Pay the bill", "Call back", "Called off", "Strangers", "Quays of Norma", "silent")
    assert [word for word in gone if word in pack] == []


def test_what_may_be_said_holds_nothing_of_the_background(pack: str) -> None:
    lines = {place: lines for place, lines in sections(pack).items() if place[0] == "What may be said"}
    said = " ".join(word for place, lines in lines.items() for word in (*place, *lines))
    background = ("draft", "Draft", "ferry", "quiet", "Half of the cost", "Too dear", "Send the terms")
    assert [word for word in background if word in said] == []


def test_the_history_of_the_standing_is_a_table_from_the_oldest(pack: str) -> None:
    history = [(row[0], row[2], row[3]) for row in rows(pack) if len(row) == 4][1:]
    assert history == [
        ("1 January 2020", "approved", ""),
        ("2021", "web page", "as one of Harbours"),
        ("5 May 2021", "web page", ""),
        ("2022", "draft", ""),
        ("2024", "draft", ""),
    ]


def test_the_head_says_as_of_when_from_where_for_whom_and_by_whom(pack: str) -> None:
    assert rows(pack)[1] == ["21 November 2026", "City of Vega, none", "en", "internal", "Harbour Unit"]


def test_every_note_is_defined_and_used_and_in_the_order_of_reading(pack: str) -> None:
    body, _, notes = pack.partition("\n[^1]: ")
    used = [int(number) for number in NOTE.findall(body)]
    defined = [int(number) for number in re.findall(r"^\[\^([0-9]+)\]: ", f"[^1]: {notes}", re.MULTILINE)]
    assert [*dict.fromkeys(used)] == defined == [*range(1, len(defined) + 1)]


def test_a_note_names_source_body_act_section_case_and_words(pack: str) -> None:
    said = "Plan, Harbour Unit, approved 1 January 2020, § 1, 2020-7. ”Lyra is a partner”"
    assert re.search(rf"^\[\^[0-9]+\]: {re.escape(said)}$", pack, re.MULTILINE)
    assert re.search(r"^\[\^[0-9]+\]: Draft, draft 2022 \(inferred\)\. ”Lyra is key”$", pack, re.MULTILINE)


def test_without_an_engagement_the_pack_says_so_and_has_nothing_of_a_meeting(dense: Path) -> None:
    places = sections(pack_of(dense, "lyra", "--lang", "en"))
    assert "without an engagement" in places["Nothing on record", ""][0]
    assert [place for place in places if place[0].startswith(("The meeting", "After"))] == []
    assert [
        ("Background only, not to be passed on", part) in places for part in ("Asks and offers", "Our positions")
    ] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("on", "others"),
    [
        ("2026-10-01", ["2 October 2026"]),
        ("2026-10-02", ["1 December 2026", "2 October 2026"]),
        ("2026-12-01", ["1 December 2026", "2 October 2026"]),
        ("2026-12-02", ["1 December 2026"]),
        ("2027-02-01", []),
    ],
)
def test_the_day_of_the_meeting_decides_who_else_meets_them_within_60_days(
    dense: Path, on: str, others: list[str]
) -> None:
    places = sections(pack_of(dense, "lyra", "--lang", "en", "--on", on))
    found = places.get(("Lyra", "Others who meet them within 60 days"), [])
    assert others == [line.split(",")[0] for line in found if not line.startswith("Note ")]


def test_a_partner_of_whom_nothing_is_known_gets_a_pack_that_says_so(dense: Path) -> None:
    places = sections(pack_of(dense, "norma", "--engagement", "school-trip", "--lang", "en"))
    assert len(places["Nothing on record", ""]) == 2
    assert places["What may be said", ""] == ["Nothing that is approved or public."]
    assert ["They promised: Send a choir"] == places["Norma", "Open promises"]
    assert "no standing is stated for this day" in " ".join(places["Briefing: Norma", "Gaps"])


def test_texts_that_a_language_lacks_are_marked_and_counted_as_a_gap(dense: Path) -> None:
    found = pack_of(dense, "lyra", "--engagement", "visit", "--lang", "sv")
    (title,) = (title for tag, title in tokens_of(found) if tag == "h1")
    assert r"- Agree who pays \[en\]" in found
    assert "[en]" in " ".join(sections(found)[title, labels("sv").say("Gaps")])


def test_a_message_approved_in_another_language_is_not_lost(tmp_path: Path) -> None:
    root = in_folder(
        tmp_path,
        stamped("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
# messages/warm-quays.yaml
id: warm-quays
scope: {general: true}
headline: {en: Warm quays, sv: Varma kajer}
approvals: [{lang: en, role: harbour-chief, on: 2026-01-01, of: 000000000001}]
"""),
    )
    assert re.search("Warm quays|Varma kajer|warm-quays", pack_of(root, "lyra", "--lang", "sv"))


def test_no_approved_message_is_lost(tmp_path: Path) -> None:
    message = """\
# messages/quays-{number}.yaml
id: quays-{number}
scope: {{general: true}}
headline: {{en: Quays of {number}}}
approvals: [{{lang: en, role: harbour-chief, on: 2026-01-01, of: 00000000000{number}}}]
"""
    messages = "".join(message.format(number=number) for number in range(6))
    root = in_folder(tmp_path, "# partners/lyra.yaml\n{id: lyra, type: city, names: {en: Lyra}}\n" + stamped(messages))
    found = pack_of(root, "lyra", "--lang", "en")
    assert "Quays of 5" in found or "1 more" in found


def test_an_act_has_its_own_day(tmp_path: Path) -> None:
    root = in_folder(tmp_path, """\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, from: 1999, source: plan}]}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
""")  # fmt: skip
    assert "approved 1999" not in pack_of(root, "lyra", "--lang", "en")


def test_the_same_base_gives_the_same_bytes_wherever_and_however_it_lies(dense: Path, tmp_path: Path) -> None:
    text = "".join(
        f"# {path.removeprefix('data/')}\n{content.decode()}"
        for path, content in sorted(
            ((path.relative_to(dense).as_posix(), path.read_bytes()) for path in dense.rglob("*") if path.is_file()),
            reverse=True,
        )
    )
    other = in_folder(tmp_path / "elsewhere", text)
    asked = ("lyra", "norma", "--engagement", "visit", "--lang", "sv")
    assert pack_of(dense, *asked) == pack_of(other, *asked)


def test_neither_time_zone_nor_locale_nor_hashing_changes_a_byte(dense: Path) -> None:
    asked = ["--root", str(dense), "brief", "lyra", "--engagement", "visit", "--lang", "fi", "--as-of", TODAY]
    strange = (
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "Etc/GMT+12", "LC_ALL": "sv_SE.ISO8859-1", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"},
    )
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHON", "KVTOOL_"))}
    made = [
        subprocess.run([sys.executable, "-m", "kvtool", *asked], env=bare | one, capture_output=True, check=True).stdout
        for one in strange
    ]
    assert pack_of(dense, *asked[3:8]).encode() == made[0]
    assert made[0] == made[1] == made[2]


HOSTILE = """\
# kvtool.toml
[base]
name = NAME
# partners/lyra.yaml
id: lyra
type: city
names: {en: NAME}
lead: harbour-unit
standing: [{status: key, source: plan, quote: NAME}]
cooperation: [{form: projects, priority: quays, text: {en: NAME}, gains: {en: NAME}, source: plan, quote: NAME}]
agreements: [{id: lyra-2001, type: cooperation, signed: 2001, names: {en: NAME}, exit_terms: {en: NAME}}]
sensitivities: [{text: {en: NAME}, handling: never-raise}]
sources: [{source: plan, text: {en: NAME}}]
# partners/harbours.yaml
id: harbours
type: group
names: {en: NAME}
members: [{partner: lyra}]
standing: [{status: partner, from: 2019, source: plan}]
# networks/ports.yaml
{id: ports, names: {en: NAME}, members: [{partner: harbours, source: plan, quote: NAME}]}
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: NAME}
from: 2020
priorities: [{id: quays, names: {en: NAME}}]
measures: [{id: joint-study, text: {en: NAME}, partners: [lyra], source: plan, quote: NAME}]
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: NAME}}
# sources/plan.yaml
id: plan
title: {en: NAME}
body: harbour-unit
acts: [{on: 2020-01-01, act: approved, section: NAME, case: NAME}]
# messages/warm-quays.yaml
id: warm-quays
scope: {general: true}
headline: {en: NAME}
points: [{text: {en: NAME}}]
sources: [{source: plan, quote: NAME}]
approvals: [{lang: en, role: harbour-chief, on: 2026-01-01, of: 000000000000}]
# messages/cold-quays.yaml
{id: cold-quays, scope: {general: true}, headline: {en: NAME}}
# engagements/2026/visit.yaml
id: visit
type: visit-out
title: {en: NAME}
from: 2026-12-01
state: planned
place: {en: NAME}
reason: {en: NAME}
lead: harbour-unit
partners: [lyra]
agenda: [{en: NAME}]
objectives: [{en: NAME}]
their_objectives: [{en: NAME}]
asks: [{text: {en: NAME}, answer: {en: NAME}}]
offers: [{en: NAME}]
stance: [{issue: tunnel, position: for, text: {en: NAME}}]
press_line: {en: NAME}
commitments: [{by: us, text: {en: NAME}, state: open}]
# engagements/2026/dinner.yaml
id: dinner
type: meeting
title: {en: NAME}
from: 2026-11-01
state: held
partners: [lyra]
result: {en: NAME}
"""


def hostile_pack(folder: Path, name: str) -> str:
    """The pack of a base in which everything is called so."""
    root = in_folder(folder, stamped(HOSTILE.replace("NAME", json.dumps(name, ensure_ascii=False))))
    return pack_of(root, "lyra", "--engagement", "visit", "--lang", "en")


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The pack of a base in which everything is called by a plain word."""
    return hostile_pack(tmp_path_factory.mktemp("harmless"), "WORD")


@pytest.mark.parametrize(
    "name",
    [
        "# H",
        "a|b",
        "a\\|b",
        "a\\",
        "[x](javascript:y)",
        "![x](http://example.org/x.png)",
        "<script>alert(1)</script>",
        "<!-- x",
        "{{ 7*7 }}",
        "{% raw %}",
        "*b*",
        "**b",
        "_i_ __b__",
        "`c`",
        "~~s~~",
        "one\ntwo",
        "one\n\n# two",
        "one\n| a | b |\n| - | - |",
        "1. x",
        "- x",
        "+ x",
        "> x",
        "---",
        "===",
        "    code",
        "```",
        "&amp; &#65; &lt;",
        "[x]: y",
        "[^1]",
        "http://example.org",
        "<http://example.org>",
        "$x$",
        "\\*x\\*",
        "{0.__class__} {name}",
        "a #",
    ],
)
def test_whatever_a_thing_is_called_is_plain_text_in_a_pack(tmp_path: Path, harmless: str, name: str) -> None:
    expected = [(tag, text.replace("WORD", " ".join(name.split()))) for tag, text in tokens_of(harmless)]
    assert expected == tokens_of(hostile_pack(tmp_path, name))


def test_the_plain_pack_holds_the_word_wherever_a_pack_can_hold_one(harmless: str) -> None:
    places = [tag for tag, text in tokens_of(harmless) if "WORD" in text]
    assert {"h1", "h2", "p", "td"} == set(places)
    assert len(places) >= 30
