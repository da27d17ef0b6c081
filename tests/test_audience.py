"""What the public sees of a base by `list`, `show` and `search`: nothing internal by any door, and what holds as it holds."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kvtool.model import KINDS, kind
from kvtool.model.walk import models
from kvtool.queries.audience import INTERNAL, PublicBase
from kvtool.queries.fields import paths_of
from kvtool.settings import read
from kvtool.store.load import load
from tests.cli import TODAY, in_folder, ran, stamped, whole
from tests.cli.test_brief import GUARDED, SECRETS

ROOT = Path(__file__).parent.parent
SETTINGS = '# kvtool.toml\n[base]\nname = "Vega"\nlanguages = ["en", "fi"]\n'
HIDDEN = """\
# partners/canary-city.yaml
{id: canary-city, type: city, names: {en: Canary City}, lead: canary-unit, themes: [tides]}
# networks/canary-league.yaml
{id: canary-league, names: {en: Canary League}, host: lyra, members: [{partner: lyra, source: plan}]}
# messages/canary-words.yaml
{id: canary-words, scope: {partner: lyra}, headline: {en: Canary words}, sources: [{source: plan}]}
# engagements/2026/canary-talks.yaml
id: canary-talks
type: meeting
title: {en: Canary talks}
from: 2026-10-01
state: held
partners: [lyra]
networks: [ports]
priorities: [tides]
outcomes: [{id: canary-result, changed: {en: Canary}, level: result}]
# frameworks/canary-strategy.yaml
id: canary-strategy
type: programme
names: {en: Canary strategy}
priorities: [{id: canary-aim, names: {en: Canary aim}}]
measures: [{id: canary-measure, text: {en: Canary}, partners: [lyra]}]
# sources/canary-memo.yaml
{id: canary-memo, title: {en: Canary memo}, acts: [{on: 2024-02-03, act: approved}], treats: [partners]}
# sources/canary-plan.yaml
{id: canary-plan, title: {en: Canary plan}, acts: [{on: 2026, act: approved}], treats: [networks]}
# sources/canary-news.yaml
{id: canary-news, title: {en: Canary news}, acts: [{on: 2026-02, act: web-page}], treats: [networks]}
# units/canary-unit.yaml
{id: canary-unit, type: unit, names: {en: Canary unit}, offices: [{id: canary-chief, names: {en: Canary chief}}]}
# facts/canary-number.yaml
{id: canary-number, claim: {en: Canary number}, value: 77077, as_of: 2026}
# needs/canary-need.yaml
{id: canary-need, type: euros, title: {en: Canary need}, state: sized, priority: tides}
# partners/canary-group.yaml
{id: canary-group, type: group, names: {en: Canaries}, members: [{partner: lyra}], standing: [{status: key, source: plan}]}
"""
OPEN = """\
# partners/lyra.yaml
id: lyra
visibility: public
type: city
names: {en: Lyra, fi: Lyyra}
other_names: [{text: Lyra canary, source: idea}]
parent: canary-city
standing:
- {status: partner, source: plan, quote: Lyra is a partner}
- {status: special, source: canary-memo, quote: Canary says so}
- {status: key, source: idea, quote: Canary of a draft}
- {status: twin-city, from: 2020, because: canary said so}
- {status: prospect, source: canary-memo, from: 2024-03, visibility: internal, because: canary said so}
lead: canary-unit
users: [canary-unit, harbour-unit]
themes: [tides, canary-aim]
cooperation:
- {form: events, gives: {en: Canary without a source}}
- {form: events, source: plan, visibility: internal, gives: {en: Canary}}
- {form: projects, source: plan, priority: canary-aim, gains: {en: "{fact:canary-number} canaries"}}
agreements: [{id: lyra-pact, type: cooperation, signed: 2020, source: plan, projects: [canary-talks, fair]}]
sensitivities: [{text: {en: Canary}, handling: never-raise}]
sources:
- {source: plan, quote: Canary, visibility: internal}
- {source: idea, quote: Canary}
- {source: canary-memo, quote: Canary}
- {source: plan, quote: Lyra}
review: {on: 2026-01-02, role: canary-chief, of: "000000000000"}
notes: Canary
# networks/ports.yaml
id: ports
visibility: public
names: {en: Ports}
themes: [tides, canary-aim]
host: canary-city
parent: canary-league
members: [{partner: lyra, source: plan}, {partner: canary-city, source: plan}, {partner: vela, source: idea}]
membership:
  statements: [{status: member, source: plan, via: canary-city}, {status: aim, source: plan, from: 2021, visibility: internal}]
  owner: canary-unit
  users: [canary-unit]
  goals: [{text: {en: Calm}, priority: tides}, {text: {en: "{fact:canary-number}"}}]
  focus: [{from: 2026, source: idea, because: {en: Canary}}]
  roles:
  - {title: {en: Chair}, source: canary-plan}
  - {title: {en: Canary}, source: plan, visibility: internal}
  - {title: {en: Canary}, source: idea}
  fees: [{year: 2026, euros: 77077}]
  questions: [{text: {en: Ice}, message: canary-words}]
  reviews:
  - {on: 2025, role: harbour-master, verdict: continue, cost: 77077, overlaps: [canary-league],
     options: [{verdict: leave, text: {en: Canary}}], losses: [{en: Canary}], proposal: {en: Canary},
     scores: [{criterion: learning, evidence: [canary-result]}]}
  - {on: 2024, role: canary-chief, verdict: leave}
notes: Canary
# messages/hello.yaml
id: hello
visibility: public
scope: {general: true}
headline: {en: Hello}
points: [{text: {en: Ice}, proofs: [canary-number]}]
if_asked: [{question: {en: Canary}, answer: {en: Canary}}]
avoid: [{text: {en: Canary}}]
owner: canary-unit
feedback: [{engagement: fair, text: {en: Canary}}]
approvals: [{lang: en, role: canary-chief, on: 2026-01-01, of: 000000000000}]
# messages/aimless.yaml
{id: aimless, visibility: public, scope: {priority: canary-aim}, headline: {en: Canary}}
# messages/counted.yaml
{id: counted, visibility: public, scope: {general: true}, headline: {en: "{fact:canary-number} canaries"}}
# messages/drafted.yaml
{id: drafted, visibility: public, scope: {general: true}, headline: {en: Canary of a draft}, sources: [{source: idea}]}
# messages/about-aimless.yaml
{id: about-aimless, visibility: public, scope: {general: true}, headline: {en: Calm}, variant_of: aimless}
# engagements/2026/fair.yaml
id: fair
visibility: public
type: event
title: {en: Fair}
from: 2026-03-04
state: held
lead: canary-unit
partners: [lyra, canary-city]
participants: [canary-chief]
messages: [canary-words, hello]
asks: [{text: {en: Canary}}]
stance: [{issue: canary, position: for}]
travel_cost: 77077
commitments: [{by: us, text: {en: Canary}, due: 2026-01-01, state: open}]
outcomes:
- {id: tip, changed: {en: Canary}, level: result, visibility: internal}
- {id: fair-result, changed: {en: Ice}, level: result, evidence: [{record: canary-league}, {link: "https://example.org"}]}
successes: [{text: {en: Canary}, visibility: internal}]
lessons: [{id: hint, text: {en: Canary}, state: noticed, visibility: internal}]
event: {organiser: canary-city, place: abroad}
notes: Canary
# frameworks/strategy.yaml
id: strategy
visibility: public
type: strategy
names: {en: Strategy}
from: 2020
source: plan
supersedes: [canary-strategy]
priorities: [{id: tides, names: {en: Tides}, actors: [canary-unit], successors: [{to: canary-aim, kind: renamed}]}]
provisions: [{id: topical, quote: Ice is ice, source: plan, topic: canary-aim}, {id: odd, quote: Canary, source: idea}]
measures: [{id: buoys, text: {en: Buoys}, coordinator: canary-unit, partners: [lyra, canary-city]}]
# frameworks/drafted-strategy.yaml
id: drafted-strategy
visibility: public
type: strategy
names: {en: Canary of a draft}
source: idea
priorities: [{id: drafted-aim, names: {en: Canary of a draft}}]
# sources/plan.yaml
id: plan
visibility: public
title: {en: Plan}
body: canary-unit
acts: [{on: 2020-01-01, act: approved, by: canary-unit}]
treats: [partners]
updates: [canary-memo]
# sources/idea.yaml
{id: idea, visibility: public, title: {en: Idea}, acts: [{on: 2025, act: draft, source: idea}], notes: Canary}
# units/harbour-unit.yaml
id: harbour-unit
visibility: public
type: unit
names: {en: Harbour Unit}
parents: [{unit: canary-unit}]
successors: [{to: canary-unit, kind: continues}]
offices: [{id: harbour-master, names: {en: Harbour Master}}]
members: [{member: canary-chief}]
# facts/ice.yaml
{id: ice, visibility: public, claim: {en: Days of ice}, value: 90, as_of: 2025, source: plan, owner: canary-unit}
# facts/drafted-number.yaml
{id: drafted-number, visibility: public, claim: {en: Canary of a draft}, value: 77077, as_of: 2025, source: idea}
# needs/boats.yaml
{id: boats, visibility: public, type: euros, title: {en: Boats}, state: sized, priority: canary-aim, proposer: canary-unit}
# partners/vela.yaml
{id: vela, visibility: public, type: group, names: {en: Vela}, members: [{partner: canary-city}, {partner: lyra}]}
"""
BASE = SETTINGS + stamped(OPEN + HIDDEN)
SHOWN = {
    "partner": ["lyra", "vela"],
    "network": ["ports"],
    "message": ["about-aimless", "hello"],
    "engagement": ["fair"],
    "framework": ["strategy"],
    "source": ["idea", "plan"],
    "unit": ["harbour-unit"],
    "fact": ["ice"],
    "need": ["boats"],
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert whole(BASE).broken == []
    return in_folder(tmp_path_factory.mktemp("base"), BASE)


def asked(root: Path, *arguments: str, audience: str = "public") -> str:
    done = ran("--root", root, *arguments, "--audience", audience, "--lang", "en")
    assert (done.code, "") == (0, done.err), arguments
    return done.out


def sings(text: str) -> bool:
    return "canar" in text.casefold() or "77077" in text


@pytest.mark.parametrize("name", KINDS)
def test_the_public_lists_what_is_public_and_nothing_internal_of_it(root: Path, name: str) -> None:
    fields = [field for field in paths_of(kind(name)) if INTERNAL.isdisjoint(field.split("."))]
    every = ("list", name, "--columns", ",".join(fields), "--as-of", TODAY)
    listed = asked(root, *every, "--format", "json")
    assert SHOWN[name] == sorted(row["id"] for row in json.loads(listed)["rows"])
    assert not any(sings(asked(root, *every, "--format", form)) for form in ("table", "csv", "md"))
    assert (False, True) == (sings(listed), sings(asked(root, *every, audience="internal")))


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_what_the_public_is_shown_names_nothing_internal(root: Path, form: str) -> None:
    for record in (one for ids in SHOWN.values() for one in ids):
        said = asked(root, "show", record, "--format", form, "--as-of", TODAY)
        assert (record, False) == (record, sings(said))
    internal = asked(root, "show", "lyra", "--format", form, "--as-of", TODAY, audience="internal")
    assert sings(internal)


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_the_kinds_are_counted_as_they_are_seen(root: Path, audience: str) -> None:
    rows = json.loads(asked(root, "list", "--format", "json", audience=audience))["rows"]
    seen = {row["kind"]: row["records"] for row in rows}
    assert (audience == "public") == (seen == {name: len(ids) for name, ids in SHOWN.items()})


@pytest.mark.parametrize("words", ["canary", "canaries", "canary-city", "77077", "Canry"])
def test_the_public_finds_nothing_internal(root: Path, words: str) -> None:
    internal = ran("--root", root, "search", words, "--format", "json")
    public = ran("--root", root, "search", words, "--format", "json", "--audience", "public")
    assert (0, 1, []) == (internal.code, public.code, json.loads(public.out)["hits"])


def test_the_public_finds_what_is_public(root: Path) -> None:
    found = ran("--root", root, "search", "harbour master", "--audience", "public", "--format", "json")
    assert ["harbour-unit"] == [hit["id"] for hit in json.loads(found.out)["hits"]]


@pytest.mark.parametrize("words", ["canary-city", "Canary City", "canary-aim", "canary-result", "drafted"])
def test_what_is_internal_is_as_if_it_were_not_there(root: Path, words: str) -> None:
    done = ran("--root", root, "show", words, "--audience", "public")
    assert (2, "", f"kvtool: no record '{words}'") == (done.code, done.out, done.err.splitlines()[0])
    assert not sings(done.err.partition("\n")[2])


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("list", "partners", "notes~canary"), "notes"),
        (("list", "partners", "sensitivities="), "sensitivities"),
        (("list", "partners", "sensitivities[0].handling=never-raise"), "sensitivities[0].handling"),
        (("list", "networks", "membership.fees.euros>1"), "membership.fees.euros"),
        (("list", "networks", "--sort", "-membership.reviews.cost"), "membership.reviews.cost"),
        (("list", "engagements", "--columns", "commitments.due"), "commitments.due"),
        (("list", "partners", "due<today"), "due"),
        (("search", "canary", "--field", "if_asked"), "if_asked"),
    ],
)
def test_to_ask_the_public_s_base_about_an_internal_field_is_wrong_use(
    root: Path, arguments: tuple[str, ...], field: str
) -> None:
    done = ran("--root", root, *arguments, "--audience", "public")
    says = f"kvtool: '{field}' is internal\n    help: leave it out, or ask as --audience internal\n"
    assert (2, "", says) == done
    assert ran("--root", root, *arguments, "--audience", "internal").code == 0


@pytest.mark.parametrize("filter_", ["lead=canary-unit", "standing.source~memo", "users=canary-unit", "parent!="])
def test_no_filter_tells_what_stands_in_a_field_that_is_public(root: Path, filter_: str) -> None:
    found = [
        json.loads(asked(root, "list", "partners", "id=lyra", filter_, "--format", "json", audience="internal")),
        ran("--root", root, "list", "partners", "id=lyra", filter_, "--audience", "public", "--count").out,
    ]
    assert (["lyra"], "0\n") == ([row["id"] for row in found[0]["rows"]], found[1])


def standing(root: Path, record: str, **wish: str) -> dict[str, Any]:
    done = asked(root, "show", record, "--format", "json", "--as-of", TODAY, **wish)
    said: dict[str, Any] = next(iter(json.loads(done)["computed"].values()))
    return said


def test_what_holds_is_judged_by_the_whole_base(root: Path) -> None:
    """A source that is internal counts by its authority, and is not named."""
    internal, public = (standing(root, "lyra", audience=audience) for audience in ("internal", "public"))
    assert [("key", "draft", "idea"), ("special", "approved", None)] == [
        (one["status"], one["authority"], one["source"]) for one in (internal, public)
    ]
    assert [("special", "2024-02-03", True), ["partner"]] == [
        (public["status"], public["since"], public["reaffirmed"]),
        [one["status"] for one in public["also"]],
    ]
    assert "special position; from 3 February 2024, approved" in asked(root, "show", "lyra", "--as-of", TODAY)
    network = standing(root, "ports")
    assert ("member", "plan", False, None) == tuple(
        network[name] for name in ("status", "source", "reaffirmed", "silent_source")
    )
    assert [{"title": "Chair", "state": "held"}] == network["roles"]


def test_what_an_internal_statement_ended_is_told_neither_as_ended_nor_as_holding(tmp_path: Path) -> None:
    ended = """\
# partners/vega.yaml
id: vega
visibility: public
type: city
names: {en: Vega}
standing: [{status: key, source: plan}, {status: ended, from: 2022, source: plan, visibility: internal}]
# sources/plan.yaml
{id: plan, visibility: public, title: {en: Plan}, acts: [{on: 2021, act: approved}]}
"""
    root = in_folder(tmp_path, SETTINGS + ended)
    assert ["ended", None] == [standing(root, "vega", audience=one)["status"] for one in ("internal", "public")]


def test_an_approval_holds_for_the_public_though_it_binds_internal_words_and_names_an_internal_office(
    root: Path,
) -> None:
    rows = json.loads(asked(root, "list", "messages", "--format", "json", "--as-of", TODAY))["rows"]
    assert {"hello": "approved", "about-aimless": "candidate"} == {row["id"]: row["state"] for row in rows}
    shown = json.loads(asked(root, "show", "hello", "--format", "json", "--as-of", TODAY))
    assert {"state": "approved", "approved": ["en"]} == shown["computed"]
    assert not {"approvals", "if_asked", "avoid", "owner"} & shown["record"].keys()


def test_the_last_engagement_is_the_last_that_is_public(root: Path) -> None:
    days = [
        json.loads(
            asked(root, "list", "partners", "id=lyra", "--columns", "last_engagement", "--format", "json", audience=one)
        )["rows"][0]["last_engagement"]
        for one in ("internal", "public")
    ]
    assert ["2026-10-01", "2026-03-04"] == days


def test_what_means_nothing_without_what_is_hidden_goes_with_it() -> None:
    seen = PublicBase(whole(BASE), date.fromisoformat(TODAY))
    assert {"aimless", "counted", "drafted", "drafted-aim", "canary-aim"} & {*seen.by_id, *seen.inner} == set()
    record = seen.by_id["ports"].record
    assert [{"partner": "lyra"}] == [{"partner": one.partner} for one in getattr(record, "members", ())]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id: mira\nvisibility: public\ntype: city\nnames: {en: Mira}\n", 0),
        ("id: mira\nvisibility: public\ntype: city\nnames: {en: Mira}\nnotes: Canary\n", 2),
        ("id: mira\nvisibility: public\ntype: city\nnames: {en: Mira}\nlead: canary-unit\n", 2),
        ("id: mira\nvisibility: public\ntype: city\nnames: {en: Mira}  # as the canary says\n", 2),
        ("# the canary says more\nid: mira\nvisibility: public\ntype: city\nnames: {en: Mira}\n", 2),
        ("id: mira\nvisibility: public\ntype: city\nnames: {en: Mira}\nother_names: []\n", 0),
    ],
)
def test_the_file_itself_is_for_the_public_only_where_all_of_it_is(tmp_path: Path, text: str, code: int) -> None:
    root = in_folder(
        tmp_path,
        f"{SETTINGS}# partners/mira.yaml\n{text}# units/canary-unit.yaml\n{{id: canary-unit, type: unit, names: {{en: C}}}}\n",
    )
    done = ran("--root", root, "show", "mira", "--raw", "--audience", "public")
    says = "kvtool: the file of 'mira' holds what is internal, or a comment\n"
    assert (code, "" if code else text) == (done.code, done.out)
    assert done.err.startswith(says if code else "")
    assert ran("--root", root, "show", "mira", "--raw").out == text


# in a pack no candidate is told, nor an internal or undecided source; here a candidate is called one, and a draft a draft
OPEN_IN_LISTS = {"candidate", "title"}


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_what_a_public_pack_does_not_tell_is_not_listed_shown_or_found(tmp_path: Path, audience: str) -> None:
    root = in_folder(tmp_path, stamped(GUARDED))
    said = ""
    for name in KINDS:
        fields = [
            field for field in paths_of(kind(name)) if audience == "internal" or INTERNAL.isdisjoint(field.split("."))
        ]
        every = ("list", name, "--columns", ",".join(fields), "--format", "json", "--as-of", TODAY)
        listed = asked(root, *every, audience=audience)
        shown = [("show", row["id"], "--format", "json", "--as-of", TODAY) for row in json.loads(listed)["rows"]]
        said += listed + "".join(asked(root, *one, audience=audience) for one in shown)
    said += ran("--root", root, "search", "secret", "--audience", audience, "--limit", "0").out
    told = {secret for secret in SECRETS if f"secret-{secret}" in said}
    assert ({*SECRETS} if audience == "internal" else OPEN_IN_LISTS) == told
    assert {
        one for one in ("standing", "cooperation", "agreement", "network", "headline") if f"open-{one}" not in said
    } == set()


@pytest.mark.parametrize("command", [("list",), ("show", "lyra"), ("search", "lyra")])
def test_an_audience_that_there_is_not(root: Path, command: tuple[str, ...]) -> None:
    done = ran("--root", root, *command, "--audience", "press")
    assert (2, "", "kvtool: no audience 'press'\n    help: use one of internal, public\n") == done


def test_the_fields_that_are_internal_are_fields() -> None:
    assert {field for name in KINDS for model in models(kind(name)) for field in model.fields} >= INTERNAL


@pytest.mark.parametrize("base", [BASE, ""], ids=["invented", "shipped"])
def test_what_is_named_in_the_public_s_base_is_in_it(base: str) -> None:
    seen = PublicBase(whole(base) if base else load(read(ROOT / "kvtool.toml")), date.fromisoformat(TODAY))
    links = [(entry.id, link) for entry in seen.entries for link in entry.survey.links]
    missing = [(record, link.target) for record, link in links if seen.kind_of(link.target) is None]
    assert (True, []) == (len(links) > 10, missing)
