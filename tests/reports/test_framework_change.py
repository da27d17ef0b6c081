"""The change of strategy: what goes on, what the new text says, who decides what; a draft ends nothing."""

import re
from datetime import date

import pytest

from kvtool.errors import KvtoolError
from kvtool.queries.reading import Reader
from kvtool.report import Paper
from kvtool.reporting import Asked, written
from kvtool.words.labels import labels
from tests.cli import whole

DAY = date(2026, 3, 1)
PLAN = """\
# frameworks/plan.yaml
id: plan
type: strategy
names: {en: Plan}
from: 2018
to: 2021
source: plan-text
goals: [{id: learn, names: {en: Learn}, successors: [{to: trust, kind: renamed, basis: inferred}]}]
priorities:
- {id: harbours, names: {en: Harbours}, successors: [{to: quays, kind: split}, {to: piers, kind: split}]}
- {id: lamps, names: {en: Lamps}, successors: [{to: piers, kind: ends}]}
- {id: boats, names: {en: Boats}}
- {id: tides, to: 2030, names: {en: Tides}}
provisions:
- {id: two-ships, quote: We send two ships, source: plan-text, text: {en: Two ships are sent}, topic: visits, rules: [visit-without-topic]}
- {id: no-ships, quote: We sink none, source: plan-text, topic: visits}
- {id: old-oars, quote: Oars are kept, source: plan-text, topic: oars}
measures: [{id: bridge, text: {en: Bridge}, state: running, coordinator: sea-unit}, {id: tunnel, text: {en: Tunnel}, state: done}]
# frameworks/next-plan.yaml
id: next-plan
type: strategy
names: {en: Next plan}
from: 2022-03
source: next-text
supersedes: [plan]
goals: [{id: trust, names: {en: Trust}}]
priorities: [{id: quays, names: {en: Quays}}, {id: piers, names: {en: Piers}}, {id: ice, names: {en: Ice}}]
provisions: [{id: one-ship, quote: We send one ship, source: next-text, topic: visits}]
# sources/plan-text.yaml
{id: plan-text, title: {en: Plan text}, acts: [{on: 2018, act: approved}], treats: [partners, networks]}
# sources/next-text.yaml
{id: next-text, title: {en: Next text}, acts: [{on: 2022-01, act: draft}, {on: 2022-02, act: approved}], treats: [partners, networks]}
# units/sea-unit.yaml
id: sea-unit
type: unit
names: {en: Sea Unit}
offices:
- {id: captain, names: {en: Captain}, responsibilities: [{source: plan-text, quote: The captain steers}, {source: next-text, quote: The captain rows}]}
members: [{member: captain, source: plan-text, quote: The captain sits}, {member: mate, source: next-text, quote: The mate sits}]
# units/quay-unit.yaml
{id: quay-unit, type: unit, names: {en: Quay Unit}, offices: [{id: mate, names: {en: Mate}}]}
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, standing: [{status: key, source: plan-text}, {status: key, source: next-text}], themes: [boats]}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: key, source: plan-text}], lead: sea-unit}
# partners/vela.yaml
{id: vela, type: city, names: {en: Vela}, standing: [{status: partner, source: plan-text}, {status: key, source: next-text}]}
# partners/corvus.yaml
{id: corvus, type: city, names: {en: Corvus}, standing: [{status: partner, source: plan-text}]}
# partners/draco.yaml
{id: draco, type: city, names: {en: Draco}, standing: [{status: partner, source: next-text}]}
# networks/harbours-club.yaml
{id: harbours-club, names: {en: Harbours Club}, membership: {statements: [{status: member, source: plan-text}], owner: sea-unit}}
# networks/pier-ring.yaml
{id: pier-ring, names: {en: Pier Ring}, membership: {statements: [{status: cooperating, source: plan-text}, {status: aim, source: next-text}]}}
# messages/row.yaml
{id: row, scope: {priority: harbours}, headline: {en: Row on}, owner: sea-unit}
"""  # noqa: E501


def report(*ids: str, text: str = PLAN, audience: str = "internal") -> str:
    """The report of a base in English, without notes."""
    paper = Paper(Reader(whole(text), DAY, labels("en")), audience)
    made = written(paper, "framework-change", Asked(ids), "none")[1].partition("\n[^1]: ")[0]
    return re.sub(r"\[\^[0-9]+\]", "", made)


def part(text: str, title: str) -> list[str]:
    """The lines of a section or of a block of one."""
    start = next(mark for mark in (f"## {title}\n", f"**{title}**\n") if mark in text)
    lines = text.partition(start)[2].strip("\n").split("\n")
    end = next((nth for nth, line in enumerate(lines) if line.startswith(("#", "**"))), len(lines))
    return [line for line in lines[:end] if line]


@pytest.mark.parametrize("ids", [("plan", "next-plan"), ("next-plan", "plan"), ("next-plan",)])
def test_the_older_comes_first_and_one_alone_is_held_against_the_one_before(ids: tuple[str, ...]) -> None:
    text = report(*ids)
    assert text.startswith("# Change of strategy: Plan → Next plan\n")
    assert [
        "- Old: Plan (approved 2018)",
        "- New: Next plan (approved February 2022); from 1 March 2022",
        "- The new text takes the place of the old one.",
        "- Goals and priorities: going on 3, without a successor 2, new 1. (computed)",
        "- The new text says what they are: partners 3, networks 1; it does not say so of 3 others. (computed)",
    ] == part(text, "At a glance")[:5]


def test_of_the_first_strategy_there_is_nothing_to_compare() -> None:
    with pytest.raises(KvtoolError, match="no strategy is on record before 'plan'"):
        report("plan")
    with pytest.raises(KvtoolError, match="is about something"):
        report("plan", "next-plan", "plan")


DRAFT = PLAN.replace(", {on: 2022-02, act: approved}", "")


def test_a_draft_ends_nothing() -> None:
    text = report("next-plan", text=DRAFT)
    assert "> - Nothing has ended: the new text is not decided, or weighs less than the old one.\n" in text
    assert (
        "- Proposed: the new text cannot end the old one, so all that follows is only proposed. "
        "The old period is past by its own dates, which ends nothing else."
    ) in part(text, "At a glance")
    assert "Proposed" not in report("next-plan")


def test_goals_and_priorities_go_on_lapse_or_are_new() -> None:
    text = report("next-plan")
    assert ["- Priorities: Tides (computed)"] == part(text, "As before")
    assert ["- Learn → Trust (renamed) (inferred)", "- Harbours → Quays, Piers (split)"] == part(
        text, "Goals and priorities that become others"
    )
    assert ["- Priorities: Lamps (computed)"] == part(text, "Said to end")
    assert ["- Priorities: Boats (computed)"] == part(text, "Goals and priorities without a successor")
    assert ["- Priorities: Ice (computed)"] == part(text, "New goals and priorities")
    assert "> - Nobody has said what becomes of 1 goals and priorities.\n" in text


def test_key_partners_stand_apart_and_silence_is_no_ending() -> None:
    text = report("next-plan")
    assert ["- Lyra: key partner"] == part(text, "Key partners that the new text names again")
    assert ["- Norma: key partner → not said"] == part(text, "Key partners that it does not call so")
    assert ["- Vela: partner → key partner"] == part(text, "New key partners")
    assert ["- Draco: nothing stated before → partner"] == part(text, "Other partners of which it speaks")
    assert ["- Corvus (partner) (computed)"] == part(text, "Partners of which it does not say what they are")
    assert ["- Pier Ring: cooperating → membership is an aim"] == part(text, "Networks of which it speaks")
    assert ["- Harbours Club (member) (computed)"] == part(text, "Networks of which it does not say what they are")


def test_each_matter_has_its_records_owners_and_choices() -> None:
    text = report("next-plan")
    tie, new = "keep as history; take out", "tie to one of the new period"
    partner = "affirm by a newer source; let it rest; end by a decision"
    network = "affirm by a newer source; review the membership; end by a decision"
    unsaid = "The new text does not speak of it"
    assert [
        f"| Harbours: split (computed) | key message 1 | Sea Unit 1 | tie to Quays, Piers; {tie} |",
        f"| Boats: no successor is named (computed) | partner 1 | no owner: 1 | {new}; {tie} |",
        f"| {unsaid}: partner (computed) | partner 2 | Sea Unit 1, no owner: 1 | {partner} |",
        f"| {unsaid}: network (computed) | network 1 | Sea Unit 1 | {network} |",
        f"| Open measures of the old period (computed) | measures: 1 | Sea Unit 1 | {new}; end by a decision; take out |",
    ] == part(text, "To decide")[2:]
    assert "- Records that need a decision: 6; without an owner 2. (computed)" in text
    assert "| Bridge (bridge) (computed) | measures\\[0\\] | Sea Unit |" in text
    assert "| Corvus (corvus) (computed) | standing\\[0\\] | no owner |" in text


def test_sentences_duties_and_seats_stand_side_by_side() -> None:
    text = report("next-plan")
    assert "| visits (computed) | Two ships are sent; and 1 more | We send one ship |" in part(text, "Rules of policy")
    assert (
        "- Matters of the old text only: 1; of the new text only: 0. Checks that rest on the old text alone: 1. (computed)"
        in text
    )
    assert ["- 1: oars (computed)"] == part(text, "Of which only the old text speaks")
    assert ["- 1: visit without topic or without who asked for it (computed)"] == part(
        text, "Checks that rest on the old text only"
    )
    assert "| Captain (computed) | The captain steers | The captain rows |" in text
    assert ["- Sea Unit: old text only: Captain; new text only: Mate (computed)"] == part(text, "Seats in groups")


def test_the_public_hears_nothing_of_what_is_to_be_decided() -> None:
    public = PLAN.replace("id: plan\n", "id: plan\nvisibility: public\n")
    public = public.replace("id: next-plan\n", "id: next-plan\nvisibility: public\n")
    text = report("next-plan", text=public, audience="public")
    assert ["What has to be decided on records is internal."] == part(text, "To decide")
    assert ["- Old: Plan (its text is not on record)"] == part(text, "At a glance")[:1]
    assert "Norma" not in text
