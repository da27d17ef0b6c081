"""What a new strategy period changes: goals and priorities, what is said again, what somebody has to decide."""

from datetime import date

import pytest

from kvtool.queries.deciding import Choice
from kvtool.queries.grounds import Ground
from kvtool.queries.transition import Transition, before_it, came_in, transition
from kvtool.store.base import KnowledgeBase
from tests.cli import TODAY, whole

PLAN = """\
# frameworks/plan.yaml
id: plan
type: strategy
names: {en: Plan}
from: 2018
to: 2021
source: plan-text
goals:
- {id: learn, names: {en: Learn}, successors: [{to: trust, kind: continues}]}
- {id: trade, names: {en: Trade}}
priorities:
- {id: harbours, names: {en: Harbours}, successors: [{to: quays, kind: split}, {to: piers, kind: split}]}
- {id: lamps, names: {en: Lamps}, successors: [{to: piers, kind: ends}]}
- {id: boats, names: {en: Boats}}
- {id: tides, to: 2030, names: {en: Tides}}
provisions:
- {id: one-owner, quote: A membership has an owner, source: plan-text, topic: networks, rules: [network-without-owner]}
- {id: two-ships, quote: We send two ships, source: plan-text, topic: visits, rules: [visit-without-topic]}
- {id: idle-talk, quote: We may send three, source: page, topic: visits}
measures:
- {id: bridge, text: {en: Bridge}, state: running, coordinator: sea-unit}
- {id: tunnel, text: {en: Tunnel}, state: done}
# sources/plan-text.yaml
{id: plan-text, title: {en: Plan}, acts: [{on: 2018, act: approved}], treats: [partners, networks]}
# sources/page.yaml
{id: page, title: {en: Page}, acts: [{on: 2020-05, act: web-page}], treats: [partners]}
# units/sea-unit.yaml
id: sea-unit
type: unit
names: {en: Sea Unit}
offices: [{id: captain, names: {en: Captain}, responsibilities: [{source: plan-text, quote: The captain steers}]}]
members:
- {member: captain, source: plan-text, quote: The captain sits}
- {member: captain, source: next-text, quote: The captain presides}
- {member: mate, source: next-text, quote: The mate sits}
# units/quay-unit.yaml
{id: quay-unit, type: unit, names: {en: Quay Unit}, offices: [{id: mate, names: {en: Mate}}]}
"""
NEXT = """\
# frameworks/next-plan.yaml
id: next-plan
type: strategy
names: {en: Next plan}
from: 2022-03
source: next-text
goals: [{id: trust, names: {en: Trust}}]
priorities: [{id: quays, names: {en: Quays}}, {id: piers, names: {en: Piers}}, {id: ice, names: {en: Ice}}]
provisions:
- {id: an-owner, quote: Each has one owner, source: next-text, topic: networks, rules: [network-without-owner]}
- {id: on-ice, quote: We walk on ice, source: next-text, topic: ice}
"""
TEXT = """\
# sources/next-text.yaml
{id: next-text, title: {en: Next plan}, acts: [{on: 2022-03-01, act: %s}], treats: [partners, networks]}
"""
UNITS_WITHOUT_NEXT = PLAN.replace("- {member: captain, source: next-text, quote: The captain presides}\n", "").replace(
    "- {member: mate, source: next-text, quote: The mate sits}\n", ""
)


def base(more: str = "", act: str = "approved") -> KnowledgeBase:
    return whole(PLAN + NEXT + TEXT % act + more)


def between(kb: KnowledgeBase, day: str = TODAY) -> Transition:
    """The transition from one plan to the next."""
    return transition(kb, kb.by_id["plan"].record, kb.by_id["next-plan"].record, date.fromisoformat(day))


def changed(more: str = "", act: str = "approved") -> Transition:
    """The transition in a base that holds more than both plans."""
    return between(base(more, act))


def decided(more: str, act: str = "approved") -> list[tuple[str, str, str, str, str | None]]:
    """What is to be decided about records besides the plans: record, field, why, about what, by whom."""
    return [
        (one.record, one.field, one.reason, one.about, one.owner)
        for one in changed(more, act).decisions
        if one.record != "plan"
    ]


def test_what_becomes_of_goals_and_priorities() -> None:
    told = [
        (one.kind, one.change, one.before and (one.before.id, one.before.field), [place.id for place in one.after])
        for one in changed().turns
    ]
    assert [
        ("goal", "continues", ("learn", "goals[0]"), ["trust"]),
        ("goal", "lapses", ("trade", "goals[1]"), []),
        ("priority", "split", ("harbours", "priorities[0]"), ["quays", "piers"]),
        ("priority", "ends", ("lamps", "priorities[1]"), []),
        ("priority", "lapses", ("boats", "priorities[2]"), []),
        ("priority", "continues", ("tides", "priorities[3]"), []),
        ("priority", "new", None, ["ice"]),
    ] == told


def test_each_side_has_its_source_and_authority() -> None:
    made = changed()
    assert (Ground("plan-text", "approved"), Ground("next-text", "approved")) == (made.before, made.after)
    (split,) = (one for one in made.turns if one.change == "split")
    assert ("plan", made.before) == (split.before and split.before.record, split.before and split.before.ground)
    assert [("next-plan", "priorities[0]", made.after)] == [(*one[:2], one.ground) for one in split.after[:1]]


@pytest.mark.parametrize(
    ("act", "proposed"),
    [("approved", False), ("noted", True), ("tabled", True), ("draft", True), ("web-page", True), ("external", True)],
)
def test_a_text_that_weighs_less_only_proposes(act: str, proposed: bool) -> None:
    made = changed(act=act)
    assert (proposed, act) == (made.proposed, made.after.authority)


def test_a_text_that_was_only_a_draft_on_the_day_only_proposed() -> None:
    text = """\
# sources/next-text.yaml
{id: next-text, title: {en: Next plan}, acts: [{on: 2021, act: draft}, {on: 2022, act: approved}]}
"""
    kb = whole(PLAN + NEXT + text)
    made = [between(kb, day) for day in ("2021-12-31", "2022-01-01")]
    assert [(True, False), (False, True)] == [(one.proposed, one.over) for one in made]


def test_texts_without_a_source_say_nothing_of_anybody() -> None:
    unsaid = (PLAN + NEXT).replace("source: plan-text\ngoals", "goals").replace("source: next-text\ngoals", "goals")
    made = between(whole(unsaid + TEXT % "approved" + SAID))
    assert ((None, "external"), [], [], False) == (made.after, made.sayings, made.quoting, made.proposed)
    assert 7 == len(made.turns)


SAID = """\
# partners/again.yaml
{id: again, type: city, names: {en: A}, standing: [{status: key, source: plan-text}, {status: key, source: next-text}]}
# partners/less.yaml
{id: less, type: city, names: {en: B}, standing: [{status: key, source: plan-text}, {status: partner, source: next-text}]}
# partners/silent.yaml
id: silent
type: city
names: {en: C}
standing: [{status: key, source: plan-text}, {status: special, source: page}]
lead: sea-unit
# partners/named.yaml
{id: named, type: city, names: {en: D}, standing: [{status: key, source: plan-text}], sources: [{source: next-text, quote: D}]}
# partners/first.yaml
{id: first, type: city, names: {en: E}, standing: [{status: key, source: next-text}]}
# partners/ended.yaml
{id: ended, type: city, names: {en: F}, standing: [{status: key, source: plan-text}, {status: ended, source: next-text}]}
# partners/former.yaml
{id: former, type: city, names: {en: G}, standing: [{status: key, source: plan-text, to: 2019}]}
# partners/later.yaml
{id: later, type: city, names: {en: H}, standing: [{status: key, source: plan-text, from: 2024}]}
# partners/cities.yaml
{id: cities, type: group, names: {en: I}, members: [{partner: grouped}], standing: [{status: key, source: next-text}]}
# partners/grouped.yaml
{id: grouped, type: city, names: {en: J}, standing: [{status: key, source: page}]}
# networks/ports.yaml
{id: ports, names: {en: K}, membership: {statements: [{status: member, source: plan-text}], owner: quay-unit}}
# networks/seas.yaml
id: seas
names: {en: L}
membership: {statements: [{status: cooperating, source: plan-text}, {status: aim, source: next-text, deadline: 2025}]}
"""


def test_what_is_said_again_of_partners_and_networks() -> None:
    told = {
        one.record: (one.change, [said.status for said in one.before], [(said.status, said.via) for said in one.after])
        for one in changed(SAID).sayings
    }
    assert {
        "again": ("again", ["key"], [("key", None)]),
        "less": ("otherwise", ["key"], [("partner", None)]),
        "silent": ("silent", ["special", "key"], []),
        "named": ("named", ["key"], []),
        "first": ("first", [], [("key", None)]),
        "ended": ("ending", ["key"], [("ended", None)]),
        "cities": ("first", [], [("key", None)]),
        "grouped": ("again", ["key"], [("key", "cities")]),
        "ports": ("silent", ["member"], []),
        "seas": ("otherwise", ["cooperating"], [("aim", None)]),
    } == told


def test_key_partners_by_what_the_new_text_makes_of_them() -> None:
    told = [(one.record, one.was("key"), one.will_be("key")) for one in changed(SAID).sayings if one.kind == "partner"]
    assert ["again", "grouped"] == [record for record, was, will in told if was and will]
    assert ["ended", "less", "named", "silent"] == sorted(record for record, was, will in told if was and not will)
    assert ["cities", "first"] == sorted(record for record, was, will in told if will and not was)


def test_of_whom_the_new_text_does_not_say_what_they_are_somebody_decides() -> None:
    assert [
        ("named", "standing[0]", "named", "next-text", None),
        ("silent", "standing[1]", "silent", "next-text", "sea-unit"),
        ("ports", "membership.statements[0]", "silent", "next-text", "quay-unit"),
    ] == decided(SAID)
    (one,) = (one for one in changed(SAID).decisions if one.record == "silent")
    assert ((Choice("affirm"), Choice("rest"), Choice("end")), Ground("page", "web-page")) == (one.choices, one.before)


def test_a_text_that_does_not_treat_a_matter_is_not_silent_about_it() -> None:
    made = between(whole(PLAN + NEXT + (TEXT % "approved").replace("[partners, networks]", "[networks]") + SAID))
    assert ["ports"] == [one.record for one in made.sayings if one.change == "silent"]


LEANING = """\
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
lead: sea-unit
themes: [boats, quays]
cooperation:
- {form: projects, priority: harbours}
- {form: events, priority: harbours, to: 2020}
- {form: events, priority: harbours, source: plan-text, quote: Harbours with Lyra}
agreements:
- {id: lyra-pact, type: sister-city, signed: 2019, goal: trade}
- {id: old-pact, type: sister-city, signed: 2017, to: 2020, goal: trade}
# partners/vela.yaml
{id: vela, type: city, names: {en: Vela}, standing: [{status: ended, source: plan-text}], themes: [boats]}
# networks/ports.yaml
id: ports
names: {en: Ports}
membership:
  owner: quay-unit
  goals: [{text: {en: Learn}, goal: learn, priority: boats}, {text: {en: Wade}, priority: tides}]
# messages/boats-float.yaml
{id: boats-float, scope: {priority: boats}, headline: {en: Boats float}, owner: sea-unit}
# messages/boats-floated.yaml
{id: boats-floated, scope: {priority: boats}, headline: {en: Boats floated}, to: 2021}
# engagements/regatta.yaml
{id: regatta, type: project, title: {en: Regatta}, from: 2020, to: 2023, state: held, priorities: [lamps]}
# engagements/race.yaml
{id: race, type: event, title: {en: Race}, from: 2020, state: held, priorities: [lamps]}
# engagements/rally.yaml
{id: rally, type: event, title: {en: Rally}, from: 2024, state: cancelled, priorities: [lamps]}
# needs/pilot.yaml
{id: pilot, type: euros, title: {en: Pilot}, state: sized, priority: boats, years: [2021, 2022], proposer: sea-unit}
# needs/mast.yaml
{id: mast, type: euros, title: {en: Mast}, state: sized, priority: boats, years: [2021]}
# needs/oar.yaml
{id: oar, type: euros, title: {en: Oar}, state: done, priority: boats}
"""


def test_what_leans_on_what_lapses_and_is_no_history() -> None:
    assert [
        ("ports", "membership.goals[0].goal", "continues", "learn", "quay-unit"),
        ("lyra", "agreements[0].goal", "lapses", "trade", "sea-unit"),
        ("lyra", "cooperation[0].priority", "split", "harbours", "sea-unit"),
        ("regatta", "priorities[0]", "ends", "lamps", None),
        ("boats-float", "scope.priority", "lapses", "boats", "sea-unit"),
        ("pilot", "priority", "lapses", "boats", None),
        ("ports", "membership.goals[0].priority", "lapses", "boats", "quay-unit"),
        ("lyra", "themes[0]", "lapses", "boats", "sea-unit"),
    ] == decided(LEANING)


@pytest.mark.parametrize(
    ("record", "about", "heirs"),
    [
        ("lyra", "harbours", ("quays", "piers")),
        ("boats-float", "boats", ("quays", "piers", "ice")),
        ("ports", "learn", ("trust",)),
        ("lyra", "trade", ("trust",)),
    ],
)
def test_what_became_of_it_is_offered_else_all_that_there_is(record: str, about: str, heirs: tuple[str, ...]) -> None:
    (choices,) = (one.choices for one in changed(LEANING).decisions if (one.record, one.about) == (record, about))
    assert (Choice("link", heirs), Choice("keep"), Choice("drop")) == choices


def test_open_measures_of_the_period_and_of_its_plans() -> None:
    works = """\
# frameworks/works.yaml
id: works
type: implementation-plan
names: {en: Works}
source: page
parent: plan
measures: [{id: nets, text: {en: Nets}}, {id: buoys, text: {en: Buoys}, source: plan-text}]
"""
    told = [
        (one.record, one.field, one.about, one.owner, one.before)
        for one in changed(works).decisions
        if one.reason == "measure"
    ]
    assert [
        ("plan", "measures[0]", "bridge", "sea-unit", Ground("plan-text", "approved")),
        ("works", "measures[0]", "nets", None, Ground("page", "web-page")),
        ("works", "measures[1]", "buoys", None, Ground("plan-text", "approved")),
    ] == told


def test_sentences_of_policy_by_topic_and_the_rules_left_without_a_new_one() -> None:
    made = changed()
    told = [(one.matter, [place.id for place in one.before], [place.id for place in one.after]) for one in made.topics]
    assert [("networks", ["one-owner"], ["an-owner"]), ("visits", ["two-ships"], []), ("ice", [], ["on-ice"])] == told
    assert ("plan", "provisions[0]", "A membership has an owner") == (
        made.topics[0].before[0].record, made.topics[0].before[0].field, made.topics[0].before[0].quote
    )  # fmt: skip
    assert {"visit-without-topic": ("two-ships",)} == made.rules


def test_seats_and_duties_by_each_text() -> None:
    made = changed()
    assert [("captain", 1, 1), ("mate", 0, 1)] == [(one.matter, len(one.before), len(one.after)) for one in made.seats]
    assert "members[1]" == made.seats[0].after[0].field
    assert [("captain", ["The captain steers"], [])] == [
        (one.matter, [place.quote for place in one.before], [*one.after]) for one in made.duties
    ]


def test_records_that_quote_the_old_text() -> None:
    more = """\
# messages/old-words.yaml
{id: old-words, scope: {general: true}, headline: {en: Old}, owner: sea-unit, sources: [{source: plan-text, quote: Old}]}
# messages/both-words.yaml
{id: both-words, scope: {general: true}, headline: {en: Both}, sources: [{source: next-text}, {source: plan-text, quote: Old}]}
# messages/new-words.yaml
{id: new-words, scope: {general: true}, headline: {en: New}, sources: [{source: next-text, quote: New}, {source: plan-text}]}
"""
    told = [(one.record, one.fields, one.owner, one.again) for one in changed(more).quoting if one.kind == "message"]
    assert [
        ("both-words", ("sources[1].quote",), None, True),
        ("old-words", ("sources[0].quote",), "sea-unit", False),
    ] == told


def test_nothing_is_carried_over_in_silence() -> None:
    """Every tie to what does not go on as itself is decided about, or is history by its own dates or words."""
    kb = base(LEANING)
    made = changed(LEANING)
    lapsing = {one.before.id for one in made.turns if one.before and one.heirs != (one.before.id,)}
    ties = {(tie.record.id, one) for one in lapsing for tie in kb.pointing.get(one, ())}
    told = {(one.record, one.about) for one in made.decisions}
    history = {("vela", "boats"), ("boats-floated", "boats"), ("race", "lamps"), ("rally", "lamps"), ("mast", "boats")}
    assert history | {("oar", "boats")} == ties - told


OTHERS = """\
# frameworks/works.yaml
{id: works, type: programme, names: {en: Works}, from: 2021, priorities: [{id: nets, names: {en: Nets}}]}
# frameworks/frame.yaml
{id: frame, type: strategy, names: {en: Frame}, from: 2021}
# frameworks/second.yaml
{id: second, type: strategy, names: {en: Second}, from: 2019, goals: [{id: sail, names: {en: Sail}}]}
# frameworks/third.yaml
id: third
type: strategy
names: {en: Third}
from: 2024
supersedes: [plan]
goals: [{id: row, names: {en: Row}}]
"""


@pytest.mark.parametrize(
    ("framework", "before"), [("plan", None), ("second", "plan"), ("next-plan", "second"), ("third", "plan")]
)
def test_which_strategy_comes_before_another(framework: str, before: str | None) -> None:
    kb = base(OTHERS)
    found = before_it(kb, kb.by_id[framework].record)
    assert before == (found and found.id)


OLD = UNITS_WITHOUT_NEXT


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (OLD, PLAN + NEXT + TEXT % "draft", ("plan", "next-plan", True)),
        (OLD, PLAN + NEXT + TEXT % "approved", ("plan", "next-plan", False)),
        (PLAN + NEXT + TEXT % "draft", PLAN + NEXT + TEXT % "approved", ("plan", "next-plan", False)),
        (PLAN + NEXT + TEXT % "draft", PLAN + NEXT + TEXT % "tabled", None),
        (PLAN + NEXT + TEXT % "approved", PLAN + NEXT + TEXT % "approved", None),
        (PLAN + NEXT + TEXT % "approved", OLD, None),
        (OLD, OLD.replace("from: 2018", "from: 2019"), ("plan", "plan", False)),
        (OLD, OLD.replace("to: 2021", "to: 2022"), None),
        (OLD, OLD.replace("id: plan\n", "id: first-plan\naliases: [plan]\n").replace("s/plan.", "s/first-plan."), None),
        ("", OLD, None),
        (OLD, "", None),
    ],
)  # fmt: skip
def test_whether_a_period_came_in_between_two_states(
    before: str, after: str, told: tuple[str, str, bool] | None
) -> None:
    made = came_in(whole(before), whole(after), date.fromisoformat(TODAY))
    assert told == (made and (made.old, made.new, made.proposed))


def test_a_period_that_took_the_place_of_its_record_is_compared_with_what_that_was() -> None:
    new = OLD.replace("from: 2018\nto: 2021", "from: 2022\nto: 2025").replace("{id: boats,", "{id: rafts,")
    made = came_in(whole(OLD), whole(new), date.fromisoformat(TODAY))
    assert made
    assert [("lapses", "boats"), ("new", "rafts")] == [
        (one.change, (one.before or one.after[0]).id) for one in made.turns if one.change != "continues"
    ]
