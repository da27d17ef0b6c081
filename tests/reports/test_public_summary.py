"""The public summary: nothing internal, whoever asks; what is counted; what holds for the public, with its age."""

import re
from datetime import date

import pytest

from kvtool.queries.audience import AUDIENCES, PUBLIC
from kvtool.queries.reading import Reader
from kvtool.queries.sql import ask
from kvtool.report import Paper
from kvtool.reporting import Asked, written
from kvtool.settings import whole_day
from kvtool.store.base import KnowledgeBase
from kvtool.words.labels import labels
from tests import golden
from tests.cli import stamped, whole

DAY = date(2026, 11, 21)

SOURCES = """\
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2020-05-01, act: approved}]}
# sources/page.yaml
{id: page, visibility: public, title: {en: Page}, acts: [{on: 2024-05-01, act: web-page}]}
# sources/draft.yaml
{id: draft, visibility: public, title: {en: Draft}, acts: [{on: 2026-05-01, act: draft}]}
"""
PARTNERS = """\
# partners/aster.yaml
{id: aster, visibility: public, type: city, names: {en: Aster}, country: SE, standing: [{status: partner, source: page}]}
# partners/lyra.yaml
{id: lyra, visibility: public, type: city, names: {en: Lyra}, standing: [{status: key, source: plan}]}
# partners/norma.yaml
{id: norma, visibility: public, type: city, names: {en: Norma}, standing: [{status: dormant, source: page}]}
# partners/vela.yaml
{id: vela, visibility: public, type: city, names: {en: Vela}, standing: [{status: key, source: draft}]}
# partners/hydra.yaml
{id: hydra, type: city, names: {en: Hydra}, standing: [{status: key, source: page}]}
# partners/stars.yaml
id: stars
visibility: public
type: group
names: {en: Stars}
members: [{partner: norma}, {partner: hydra}]
standing: [{status: prioritised, source: page}]
"""


def made(kb: KnowledgeBase, audience: str = "internal") -> str:
    return written(Paper(Reader(kb, DAY, labels("en")), audience), "public-summary", Asked(), "none")[1]


def under(text: str, heading: str) -> str:
    """What stands under a heading, without its notes."""
    found = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].partition("\n[^1]:")[0]
    return re.sub(r"\[\^[0-9]+\]", "", found).strip()


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_is_the_same_for_every_audience_and_holds_nothing_internal(language: str) -> None:
    canaries = (golden.BASES["sample"][0] / "canaries.txt").read_text(encoding="utf-8").split()
    inside, outside = (golden.report_of("sample", "public-summary", language, audience) for audience in AUDIENCES)
    assert inside == outside
    assert [] == [canary for canary in canaries if canary in inside]
    assert f" {labels(language).code('Record.visibility', PUBLIC)} |" in inside.splitlines()[4]


def test_partners_stand_by_rank_and_those_at_rest_or_in_a_draft_only_apart() -> None:
    text = made(whole(SOURCES + PARTNERS))
    assert under(text, "Partners") == (
        "| Partner | What it is | Standing | Since | Authority | Topics |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| Lyra | city | key partner | 1 May 2020 | approved 1 May 2020 | not on record |\n"
        "| Aster | city, Sweden | partner | 1 May 2024 | web page 1 May 2024 | not on record |\n\n"
        "**Groups of partners**\n\n"
        "| Group | Members | Standing | Since | Authority |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| Stars | Norma | prioritised cooperation | 1 May 2024 | web page 1 May 2024 |\n\n"
        "**Ended, suspended or at rest**\n\n"
        "| Partner | What it is | Standing | Since | Authority |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| Norma | city | dormant partnership | 1 May 2024 | web page 1 May 2024 |\n\n"
        "**Named in the city's documents, without a stated standing**\n\n"
        "- Vela (computed)"
    )
    assert "Hydra" not in text
    assert "- Partners, groups counted apart: 2 (computed)\n- Groups of partners: 1 (computed)" in under(
        text, "In short"
    )


@pytest.mark.parametrize(("on", "old"), [("2022-11-20", True), ("2022-11-21", False)])
def test_says_whose_standing_nobody_has_stated_for_years(on: str, old: bool) -> None:
    text = made(whole(SOURCES.replace("2020-05-01", on).replace("2024-05-01", "2026-05-01") + PARTNERS))
    assert old == ("> - Standing stated more than 4 years ago, and not since: Lyra.\n" in text)


MEETINGS = """\
# engagements/2025/in-time.yaml
{id: in-time, visibility: public, type: meeting, title: {en: A}, from: 2025-11-22, state: held, level: mayor}
# engagements/2025/too-old.yaml
{id: too-old, visibility: public, type: meeting, title: {en: B}, from: 2025-11-21, state: held, level: mayor}
# engagements/2026/deputy.yaml
{id: deputy, visibility: public, type: meeting, title: {en: C}, from: 2026-11-21, state: held, level: deputy-mayor}
# engagements/2026/expert.yaml
{id: expert, visibility: public, type: meeting, title: {en: D}, from: 2026-11-20, state: held, level: expert}
# engagements/2026/planned.yaml
{id: planned, visibility: public, type: meeting, title: {en: E}, from: 2026-11-20, state: planned, level: mayor}
# engagements/2026/secret.yaml
{id: secret, type: meeting, title: {en: F}, from: 2026-11-20, state: held, level: mayor}
"""


def test_counts_public_meetings_of_the_highest_levels_in_a_year() -> None:
    assert "as far as they are public: 2 (computed)" in under(made(whole(MEETINGS)), "In short")


MESSAGES = """\
# messages/open.yaml
id: open
visibility: public
scope: {general: true}
headline: {en: The harbour is open., fi: Satama on auki.}
points: [{text: {en: Ships come., fi: Laivat tulevat.}}]
if_asked: [{question: {en: At night?}, answer: {en: Rarely.}}]
approvals: [{lang: en, role: head, on: 2026-01-01, of: 000000000000}]
# messages/candidate.yaml
{id: candidate, visibility: public, scope: {general: true}, headline: {en: Nobody approved this.}}
# messages/inside.yaml
id: inside
scope: {general: true}
headline: {en: For us only.}
approvals: [{lang: en, role: head, on: 2026-01-01, of: 000000000001}]
# units/unit.yaml
{id: unit, visibility: public, type: unit, names: {en: Unit}, offices: [{id: head, names: {en: Head}}]}
"""


def test_only_public_messages_approved_in_the_language_are_told() -> None:
    text = made(whole(stamped(MESSAGES)))
    assert "**In general**\n\n- The harbour is open. Ships come." == under(text, "Key messages")
    assert "- Key messages in force in this language: 1 (computed)" in under(text, "In short")
    assert [] == [word for word in ("At night", "Nobody approved", "For us only") if word in text]


NETWORKS = """\
# networks/quays.yaml
id: quays
visibility: public
names: {en: Quays}
membership:
  statements: [{status: member, form: full, source: page}]
  fees: [{year: 2025, euros: 12345}]
# networks/sails.yaml
{id: sails, visibility: public, names: {en: Sails}, membership: {statements: [{status: aim, source: page}]}}
# networks/masts.yaml
{id: masts, visibility: public, names: {en: Masts}, membership: {statements: [{status: member, source: draft}]}}
"""


def test_aims_are_no_memberships_and_drafts_and_fees_are_not_heard() -> None:
    text = made(whole(SOURCES + NETWORKS))
    told = under(text, "Networks")
    assert "| Quays | full member | 1 May 2024 | none set | none |" in told.partition("**Aims, not memberships**")[0]
    assert "| Sails | membership is an aim" in told.partition("**Aims, not memberships**")[2]
    assert [] == [word for word in ("Masts", "12345", "12,345") if word in text]
    assert "- Memberships of networks: 1 (computed)" in under(text, "In short")


def test_an_empty_base_says_why_there_is_nothing() -> None:
    text = made(whole("# facts/one.yaml\n{id: one, claim: {en: One}, value: '1', as_of: 2020}\n"))
    assert ["No partner is public.", "No network is public.", "No key message is approved in this language."] == [
        under(text, heading) for heading in ("Partners", "Networks", "Key messages")
    ]


def test_meetings_are_those_of_sql() -> None:
    kb, day = golden.base_of("sample"), whole_day(golden.BASES["sample"][1])
    reader = Reader(kb, day, labels("en"))
    query = (
        "SELECT count(*) AS met FROM engagement WHERE visibility = 'public' AND state = 'held' "
        "AND level IN ('mayor', 'deputy-mayor') AND from_first BETWEEN '2025-03-02' AND '2026-03-01'"
    )
    met = ask(reader, query).rows[0]["met"]
    assert met > 0
    assert f"as far as they are public: {met} (computed)" in golden.report_of("sample", "public-summary", "en")
