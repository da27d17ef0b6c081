"""`kvtool links`: ties both ways, nested things by their own ids, the shortest way between two."""

import json
from collections import deque
from itertools import combinations
from pathlib import Path

import pytest

from tests.cli import in_folder, ran

BASE = """\
# partners/lyra.yaml
id: lyra
aliases: [old-lyra]
type: city
names: {en: Lyra}
themes: [clean-sea]
standing: [{status: key, source: plan}]
agreements: [{id: lyra-pact, type: cooperation, signed: 2020, projects: [dredging]}]
lead: harbour-unit
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}, standing: [{status: key, source: plan}], themes: [fair-trade]}
# partners/vela.yaml
{id: vela, type: group, names: {en: Vela}, members: [{partner: old-lyra}]}
# partners/alone.yaml
{id: alone, type: city, names: {en: Alone}, lead: nobody}
# networks/aurora.yaml
{id: aurora, names: {en: Aurora}, host: vela, members: [{partner: norma}]}
# engagements/dredging.yaml
{id: dredging, type: project, title: {en: Dredging}, from: 2024, state: held}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020, act: approved}]}
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}}
# frameworks/sea-plan.yaml
id: sea-plan
type: strategy
names: {en: Sea Plan}
priorities: [{id: clean-sea, names: {en: Clean Sea}, actors: [harbour-unit]}, {id: fair-trade, names: {en: Fair Trade}}]
measures: [{id: booms, text: {en: Booms}, priorities: [clean-sea]}]
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return in_folder(tmp_path_factory.mktemp("base"), BASE)


def steps(root: Path, *arguments: str) -> list[str]:
    """The rows in short: `here direction field id@record`."""
    done = ran("--root", root, "links", *arguments, "--format", "json")
    assert 0 == done.code
    return [
        f"{row['here']} {row['direction']} {row['field']} {row['id']}"
        + (f"@{row['record']}" if row["record"] != row["id"] else "")
        for row in json.loads(done.out)["rows"]
    ]


def test_a_record_is_tied_both_ways(root: Path) -> None:
    assert [
        "lyra-pact to agreements[0].projects[0] dredging",
        "lyra to standing[0].source plan",
        "lyra to lead harbour-unit",
        "lyra to themes[0] clean-sea@sea-plan",
        "lyra from members[0].partner vela",
    ] == steps(root, "lyra")


def test_a_nested_thing_is_named_by_its_id_and_its_record(root: Path) -> None:
    assert [
        "clean-sea in priorities[0] sea-plan",
        "clean-sea to priorities[0].actors[0] harbour-unit",
        "clean-sea from themes[0] lyra",
        "clean-sea from measures[0].priorities[0] booms@sea-plan",
    ] == steps(root, "clean-sea")
    assert ["dredging from agreements[0].projects[0] lyra-pact@lyra"] == steps(root, "dredging")


def test_of_what_a_record_holds_the_ties_are_its_own_each_once(root: Path) -> None:
    assert [
        "clean-sea to priorities[0].actors[0] harbour-unit",
        "booms to measures[0].priorities[0] clean-sea@sea-plan",
        "clean-sea from themes[0] lyra",
        "fair-trade from themes[0] norma",
    ] == steps(root, "sea-plan")


def test_a_target_that_there_is_not_is_shown_by_its_id(root: Path) -> None:
    done = ran("--root", root, "links", "alone", "--lang", "en")
    assert 0 == done.code
    assert [["alone", "refers", "to", "lead", "nobody", "nobody"]] == [
        ["alone", *line.split()] for line in done.out.splitlines()[1:]
    ]


def test_people_see_names_and_no_column_that_says_nothing(root: Path) -> None:
    done = ran("--root", root, "links", "vela", "--lang", "en")
    head, *lines = (line.split("  ") for line in done.out.splitlines())
    assert 5 == len([cell for cell in head if cell])
    assert [
        ["refers to", "members[0].partner", "lyra", "partner", "Lyra"],
        ["is referred to by", "host", "aurora", "network", "Aurora"],
    ] == [[cell.strip() for cell in line if cell] for line in lines]


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("lyra", "harbour-unit", ["lyra to lead harbour-unit"]),
        ("lyra", "vela", ["lyra from members[0].partner vela"]),
        ("vela", "norma", ["vela from host aurora", "aurora to members[0].partner norma"]),
        ("lyra", "norma", ["lyra to standing[0].source plan", "plan from standing[0].source norma"]),
        ("booms", "lyra", ["booms to measures[0].priorities[0] clean-sea@sea-plan", "clean-sea from themes[0] lyra"]),
        ("lyra-pact", "lyra", ["lyra-pact in agreements[0] lyra"]),
        ("lyra", "lyra-pact", ["lyra holds agreements[0] lyra-pact@lyra"]),
        ("Lyra", "Dredging", ["lyra to agreements[0].projects[0] dredging"]),
    ],
)
def test_the_shortest_way(root: Path, one: str, other: str, way: list[str]) -> None:
    assert way == steps(root, one, "--to", other)


def test_a_way_can_do_without_a_kind(root: Path) -> None:
    assert [
        "lyra from members[0].partner vela",
        "vela from host aurora",
        "aurora to members[0].partner norma",
    ] == steps(root, "lyra", "--to", "norma", "--without", "sources,framework")
    assert ["lyra to standing[0].source plan"] == steps(root, "lyra", "--to", "plan", "--without", "sources")


def test_of_ways_of_one_length_the_one_over_fewer_sources_then_the_first_by_ids(tmp_path: Path) -> None:
    text = """\
# partners/a.yaml
{id: a, type: city, names: {en: A}, standing: [{status: key, source: b}], users: [z, y]}
# partners/c.yaml
{id: c, type: city, names: {en: C}, standing: [{status: key, source: b}], users: [z, y]}
# sources/b.yaml
{id: b, title: {en: B}}
# units/y.yaml
{id: y, type: unit, names: {en: Y}}
# units/z.yaml
{id: z, type: unit, names: {en: Z}}
"""
    assert ["a to users[1] y", "y from users[1] c"] == steps(in_folder(tmp_path, text), "a", "--to", "c")


def test_no_way_is_shorter(root: Path) -> None:
    """Against a search of its own over the ties that `links` tells of each thing."""
    ids = ["lyra", "norma", "vela", "aurora", "dredging", "plan", "harbour-unit", "sea-plan", "clean-sea", "fair-trade",
           "booms", "lyra-pact"]  # fmt: skip
    near: dict[str, set[str]] = {one: set() for one in ids}
    for one in ids:
        for step in steps(root, one):
            here, _, _, other = step.split()
            for end in {here, one} if " to " in step else {here}:
                near[end].add(other.split("@")[0])
                near[other.split("@")[0]].add(end)
    near["fair-trade"].add("sea-plan")

    def far(one: str, other: str) -> int:
        waiting, seen = deque([(one, 0)]), {one}
        while waiting:
            here, steps_so_far = waiting.popleft()
            if here == other:
                return steps_so_far
            for next_ in near[here] - seen:
                seen.add(next_)
                waiting.append((next_, steps_so_far + 1))
        raise AssertionError((one, other))

    assert {pair: len(steps(root, pair[0], "--to", pair[1])) for pair in combinations(ids, 2)} == {
        pair: far(*pair) for pair in combinations(ids, 2)
    }


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("lyra", "--to", "alone"), 0, "kvtool: no way leads from lyra to alone\n"),
        (("lyra", "--to", "old-lyra"), 0, "kvtool: old-lyra: former id of lyra\nkvtool: lyra and lyra are one thing\n"),
        (("old-lyra",), 0, "kvtool: old-lyra: former id of lyra\n"),
        (("lira",), 2, "kvtool: no record 'lira'\n    help: did you mean lyra?\n"),
        (("lyra", "--to", "nroma"), 2, "kvtool: no record 'nroma'\n    help: did you mean norma?\n"),
        (("lyra", "--without", "cities"), 2, "kvtool: no kind 'cities'\n"),
    ],
)
def test_what_is_said_besides(root: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    done = ran("--root", root, "links", *arguments, "--lang", "en")
    assert code == done.code
    assert done.err.startswith(says)


def test_what_is_tied_to_nothing(tmp_path: Path) -> None:
    root = in_folder(tmp_path, "# partners/lyra.yaml\n{id: lyra, type: city, names: {en: Lyra}}\n")
    done = ran("--root", root, "links", "lyra", "--lang", "en", "--format", "json")
    assert (0, [], "kvtool: lyra is tied to nothing\n") == (done.code, json.loads(done.out)["rows"], done.err)


def test_a_broken_record_ties_nothing_and_is_named(tmp_path: Path) -> None:
    root = in_folder(tmp_path, f"{BASE}# partners/broken.yaml\nid: broken\ntype: town\nlead: harbour-unit\n")
    done = ran("--root", root, "links", "harbour-unit", "--format", "json")
    assert 3 == done.code
    assert ["lyra", "clean-sea"] == [row["id"] for row in json.loads(done.out)["rows"]]
    assert 3 == ran("--root", root, "links", "broken").code
