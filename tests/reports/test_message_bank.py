"""The message bank: which words are in use in which language, why others are not, and how old the proofs are."""

import re
from datetime import date
from pathlib import Path

import pytest

from kvtool.model.message import Message
from kvtool.queries.bank import priorities_on, sheets, wording
from kvtool.queries.freshness import stale_facts
from kvtool.queries.reading import Reader
from kvtool.queries.sql import ask
from kvtool.report import Paper
from kvtool.reporting import Asked, written
from kvtool.settings import read, whole_day
from kvtool.store.base import KnowledgeBase
from kvtool.store.load import load
from kvtool.words.labels import labels
from tests import golden
from tests.cli import in_folder, stamped, whole

DAY = date(2026, 11, 21)

MESSAGE = """\
# messages/open-harbour.yaml
id: open-harbour
visibility: public
scope: {general: true}
headline: {en: The harbour is open., fi: Satama on auki., sv: Hamnen är öppen., proposed: [sv]}
points: [{text: {en: Ships come all year., fi: Laivat tulevat.}}]
"""
IN_FORCE = "approvals: [{lang: en, role: head, on: 2026-01-01, until: 2026-12-01, of: 000000000000}]\n"
OFFICE = """\
# units/unit.yaml
{id: unit, type: unit, names: {en: Unit}, offices: [{id: head, names: {en: Head}}]}
"""


def made(kb: KnowledgeBase, *ids: str, audience: str = "internal", language: str = "en", unit: str = "") -> str:
    paper = Paper(Reader(kb, DAY, labels(language)), audience)
    return written(paper, "message-bank", Asked(ids, unit=unit), "none")[1]


def under(text: str, heading: str) -> str:
    """What stands under the first heading of that name, without its notes."""
    found = text.partition(f"### {heading}\n")[2].partition("\n#")[0].partition("\n[^1]:")[0]
    return re.sub(r"\[\^[0-9]+\]", "", found).strip()


@pytest.mark.parametrize(
    ("more", "language", "state", "turn", "translation"),
    [
        ("", "en", "candidate", None, ""),
        (IN_FORCE, "en", "approved", "2026-12-01", ""),
        (IN_FORCE.replace("12-01", "11-21"), "en", "approved", "2026-11-21", ""),
        (IN_FORCE.replace("12-01", "11-20"), "en", "ended", "2026-11-20", ""),
        (IN_FORCE.replace("000000000000", "a0a0a0a0a0a0"), "en", "changed", None, ""),
        (IN_FORCE.replace("2026-01-01", "2026-11-22"), "en", "candidate", None, ""),
        (IN_FORCE, "fi", "candidate", None, ""),
        (IN_FORCE, "sv", "candidate", None, "partly"),
    ],
)
def test_a_language_is_approved_or_it_is_said_why_not(
    more: str, language: str, state: str, turn: str | None, translation: str
) -> None:
    text = MESSAGE.replace("sv: Hamnen är öppen., proposed: [sv]", "sv: Hamnen är öppen.")
    kb = whole(stamped(text + more + OFFICE))
    message = next(kb.all(Message))
    found = wording(kb, message, language, DAY)
    assert (state, turn, translation) == (found.state, found.turn, found.translation)


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("{en: Open, sv: Öppen}", ""),
        ("{en: Open, sv: Öppen, proposed: [sv]}", "proposed"),
        ("{en: Open, sv: Öppen, made_from: {sv: 000000000abc}}", "behind"),
        ("{en: Open}", "missing"),
    ],
)
def test_a_translation_is_missing_behind_or_only_proposed(text: str, translation: str) -> None:
    kb = whole(f"# messages/open.yaml\nid: open\nscope: {{general: true}}\nheadline: {text}\n")
    assert ("en", translation) == (
        kb.settings.source_language,
        wording(kb, next(kb.all(Message)), "sv", DAY).translation,
    )


@pytest.mark.parametrize(
    ("over", "state", "turn"),
    [
        ("from: 2026-11-22", "coming", "2026-11-22"),
        ("to: 2026-11-20", "ended", "2026-11-20"),
        ("to: 2026-11-21", "approved", "2026-11-21"),
    ],
)
def test_a_message_has_a_time_of_its_own(over: str, state: str, turn: str) -> None:
    text = MESSAGE.replace("points:", f"{over}\npoints:")
    kb = whole(stamped(text + IN_FORCE + OFFICE))
    found = wording(kb, next(kb.all(Message)), "en", DAY)
    assert (state, turn) == (found.state, found.turn)


INTERNAL = """\
if_asked: [{question: {en: At night?}, answer: {en: Yes.}}]
avoid: [{text: {en: The best harbour}, because: {en: Nobody measured it.}}]
owner: unit
materials: [{title: {en: A film}, type: video, link: https://vega.example/film, language: en}]
"""


def test_a_message_in_use_stands_with_its_terms_and_the_public_hears_less() -> None:
    kb = whole(stamped(MESSAGE + INTERNAL + IN_FORCE + OFFICE))
    assert under(made(kb), "Messages in use") == (
        "**The harbour is open.**\n\n"
        "- Ships come all year. (no proof named)\n"
        "- If asked: At night? – Yes.\n"
        "- Avoid: The best harbour (Nobody measured it.)\n"
        "- Owner: Unit; approved on 1 January 2026, Head; valid until 1 December 2026; fi: not approved, translated in part; "
        "sv: not approved, translated in part"
    )
    assert "| A film | video | en | not on record | not named | https" in under(made(kb), "Materials")
    public = made(kb, audience="public")
    assert "**The harbour is open.**" in under(public, "Messages in use")
    assert [] == [word for word in ("At night", "best harbour", "translated in part") if word in public]


def test_the_public_does_not_hear_what_is_approved_in_another_language_only() -> None:
    kb = whole(stamped(MESSAGE + IN_FORCE + OFFICE))
    assert "Satama on auki" in made(kb, language="fi")
    assert "Satama on auki" not in made(kb, language="fi", audience="public")


REPLACING = """\
# messages/new-harbour.yaml
id: new-harbour
scope: {general: true}
headline: {en: The new harbour is open.}
supersedes: open-harbour
"""


def test_a_message_gives_way_to_one_that_is_approved_and_to_no_candidate() -> None:
    second = IN_FORCE.replace("000000000000", "000000000001")
    kb = whole(stamped(MESSAGE + IN_FORCE + REPLACING + OFFICE))
    assert "**The harbour is open.**" in under(made(kb), "Messages in use")
    kb = whole(stamped(MESSAGE + IN_FORCE + REPLACING + second + OFFICE))
    assert "**The new harbour is open.**" in under(made(kb), "Messages in use")
    assert "- Replaces: The harbour is open." in under(made(kb), "Messages in use")
    assert "| The harbour is open.; replaced by: The new harbour is open. |" in under(
        made(kb), "Not approved, not for use"
    )


VARIANT = """\
# messages/for-captains.yaml
id: for-captains
scope: {general: true}
headline: {en: Come in., fi: Sisään.}
audiences: [captains]
variant_of: open-harbour
"""


def test_a_variant_stands_under_its_message_and_alone_where_that_is_not_in_use() -> None:
    second = IN_FORCE.replace("000000000000", "000000000001")
    kb = whole(stamped(MESSAGE + IN_FORCE + VARIANT + second + OFFICE))
    assert "\n- For captains: Come in.\n" in under(made(kb), "Messages in use")
    assert "**Come in.**" not in made(kb)
    kb = whole(stamped(MESSAGE + VARIANT + IN_FORCE + OFFICE))
    assert "**Come in.**" in under(made(kb), "Messages in use")


HEARD = """\
feedback: [{engagement: fair, text: {en: They laughed., fi: He nauroivat.}}]
"""
FAIR = """\
# engagements/2026/fair.yaml
{id: fair, visibility: public, type: event, title: {en: A fair}, from: 2026-03-04, state: held, messages: [open-harbour]}
"""


def test_what_was_heard_of_a_message_in_use_is_told_to_the_house_only() -> None:
    kb = whole(stamped(MESSAGE + HEARD + IN_FORCE + FAIR + OFFICE))
    told = [under(made(kb, audience=audience), "Messages in use") for audience in ("internal", "public")]
    assert [True, False] == ["- Heard at A fair: They laughed.\n" in text for text in told]
    assert all("Ships come all year." in text for text in told)


CALLED = """\
# kvtool.toml
[base]
name = "Vega"
languages = ["fi", "en"]
[audiences]
captains = "kapteenit"
pilots = { fi = "Luotsit", en = "Pilots" }
# messages/open-harbour.yaml
id: open-harbour
scope: {general: true}
headline: {en: The harbour is open., fi: Satama on auki.}
audiences: [captains, pilots, crews]
approvals: [{lang: en, role: head, on: 2026, of: 000000000000}, {lang: fi, role: head, on: 2026, of: 000000000001}]
"""


@pytest.mark.parametrize(
    ("language", "line"),
    [("fi", "- Kohderyhmät: kapteenit, Luotsit, crews"), ("en", "- For: kapteenit, Pilots, crews")],
)
def test_audiences_are_called_as_the_settings_say_and_by_their_code_without_that(
    tmp_path: Path, language: str, line: str
) -> None:
    root = in_folder(tmp_path, stamped(CALLED + OFFICE))
    text = made(load(read(root / "kvtool.toml")), language=language)
    assert line in re.sub(r"\[\^[0-9]+\]", "", text).splitlines()


FACTS = """\
# facts/ships-old.yaml
{id: ships-old, claim: {en: Ships in a year}, value: "10", as_of: 2024}
# facts/ships-new.yaml
{id: ships-new, claim: {en: ships  in a year}, value: "12", as_of: 2025}
# facts/quays.yaml
{id: quays, claim: {en: Quays}, value: "2", as_of: 2025-11-20, refresh: year}
# facts/boats.yaml
{id: boats, claim: {en: Boats}, value: "3", as_of: 2025-11-21, refresh: year}
# facts/piers.yaml
{id: piers, claim: {en: Piers}, value: "3", as_of: 2020, until: 2026-11-20}
# facts/masts.yaml
{id: masts, claim: {en: Masts}, value: "3", as_of: 2020}
"""


def test_figures_are_out_of_date_by_their_end_their_age_or_a_newer_one() -> None:
    assert {"ships-old", "quays", "piers"} == stale_facts(whole(FACTS), DAY)
    assert {"ships-old"} == stale_facts(whole(FACTS), date(2026, 1, 1))


POINTS = """\
points:
- {text: {en: There are 2 quays.}, proofs: [quays]}
- {text: {en: "We have {fact:masts} masts."}, proofs: [masts]}
"""


def test_a_point_says_of_when_its_proof_is(tmp_path: Path) -> None:
    text = MESSAGE.partition("points:")[0] + POINTS + IN_FORCE + OFFICE + FACTS
    told = made(load(read(in_folder(tmp_path, stamped(text)) / "kvtool.toml")))
    assert "- There are 2 quays. (Quays: 2, as of 20 November 2025, out of date)\n" in under(told, "Messages in use")
    assert "- We have 3 masts. (as of 2020)\n" in under(told, "Messages in use")
    assert "> - Figures out of date in messages in use: Quays.\n" in told


FRAMEWORK = """\
# frameworks/plan.yaml
id: plan
type: strategy
names: {en: Plan}
from: 2022
priorities:
- {id: zeal, names: {en: Zeal}}
- {id: air, names: {en: Air}}
- {id: over, names: {en: Over}, to: 2023}
# messages/on-zeal.yaml
{id: on-zeal, scope: {priority: zeal}, headline: {en: Zeal helps.}, owner: unit}
# messages/on-over.yaml
{id: on-over, scope: {priority: over}, headline: {en: Over and out.}}
# messages/on-lyra.yaml
{id: on-lyra, scope: {partner: lyra}, headline: {en: Lyra is near.}}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}}
"""


def test_sheets_are_by_theme_in_the_order_of_the_plan_and_only_those_asked_for() -> None:
    kb = whole(MESSAGE + FRAMEWORK + OFFICE)
    assert ["", "zeal", "over", "lyra"] == [one.about for one in sheets(kb, kb.all(Message))]
    assert ["zeal", "air"] == priorities_on(kb, DAY)
    text = made(kb)
    assert ["In general", "Zeal", "Over", "Lyra"] == re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert "> - Themes no longer in force: Over.\n" in text
    assert "> - Without a message: Air.\n" in text
    assert ["Lyra", "Zeal"] == re.findall(r"^## (.+)$", made(kb, "lyra", "zeal"), re.MULTILINE)
    assert ["Zeal"] == re.findall(r"^## (.+)$", made(kb, unit="unit"), re.MULTILINE)


def test_a_theme_without_a_message_has_a_sheet_that_says_so() -> None:
    text = made(whole(MESSAGE + FRAMEWORK + OFFICE), "air")
    assert ("Air", "No message is approved in this language.") == (
        re.findall(r"^## (.+)$", text, re.MULTILINE)[0],
        under(text, "Messages in use"),
    )


def test_counts_are_those_of_sql_and_of_the_rows() -> None:
    kb, day = golden.base_of("sample"), whole_day(golden.BASES["sample"][1])
    reader = Reader(kb, day, labels("en"))
    text = written(Paper(reader), "message-bank", Asked(), "none")[1]
    in_base = ask(reader, "SELECT count(*) AS messages FROM message").rows[0]["messages"]
    without, every = re.findall(r"Not approved in this language: ([0-9]+) of ([0-9]+) messages", text)[0]
    parts = [re.split("\n(?:#|[*][*])", part)[0] for part in text.split("**Not approved, not for use**\n")[1:]]
    rows = [row for part in parts for row in part.splitlines() if row.startswith("| ") and "[^" in row]
    assert (str(in_base), without) == (every, str(len(rows)))
