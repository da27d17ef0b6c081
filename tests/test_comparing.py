"""What differs between two states of a base, and that the differences make the new one of the old one."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvtool.queries.comparing import Difference, applied, between, differences
from tests.cli import in_memory, whole

LEAF = st.sampled_from(["a", "b", "c", "d"])
VALUE = st.recursive(
    LEAF,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3)
        | st.fixed_dictionaries({"id": LEAF}, optional={"x": inner})
    ),
    max_leaves=12,
)
FIELDS = st.dictionaries(st.sampled_from("pqr"), VALUE, max_size=3)


@settings(max_examples=300, deadline=None)
@given(FIELDS, FIELDS)
def test_the_differences_make_the_new_value_of_the_old_one(old: Any, new: Any) -> None:
    assert new == applied(old, between(old, new))


@given(FIELDS)
def test_nothing_differs_from_itself(value: Any) -> None:
    assert [] == list(between(value, value))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"a": "x"}, {"a": "y"}, [(("a",), "x", "y")]),
        ({"a": "x"}, {"b": "x"}, [(("a",), "x", None), (("b",), None, "x")]),
        ({"a": {"fi": "x", "sv": "y"}}, {"a": {"fi": "z", "sv": "y"}}, [(("a", "fi"), "x", "z")]),
        ({"a": ["x", "y"]}, {"a": ["w", "x", "y"]}, [(("a", 0), None, "w")]),
        ({"a": ["x", "y", "z"]}, {"a": ["x", "z"]}, [(("a", 1), "y", None)]),
        ({"a": [{"s": "x", "t": "1"}]}, {"a": [{"s": "x", "t": "2"}]}, [(("a", 0, "t"), "1", "2")]),
        ({"a": [{"id": "m", "t": "1"}, {"id": "n"}]}, {"a": [{"id": "n"}, {"id": "m", "t": "2"}]},
            [(("a", 0), None, {"id": "n"}), (("a", 1, "t"), "1", "2"), (("a", 1), {"id": "n"}, None)]),
    ],
)  # fmt: skip
def test_a_difference_is_as_small_as_it_is(old: Any, new: Any, expected: Any) -> None:
    assert expected == list(between(old, new))


OLD = """# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
# partners/vega.yaml
id: vega
type: city
names: {en: Vega}
# units/quay.yaml
id: quay
type: unit
names: {en: Quay}
"""
NEW = """# partners/lyra.yaml
id: lyra
type: region
names: {en: Lyra}
# partners/wega.yaml
id: wega
aliases: [vega]
type: city
names: {en: Wega}
# networks/harbours.yaml
id: harbours
names: {en: Harbours}
"""


def test_records_come_go_change_and_are_renamed() -> None:
    assert [
        Difference("harbours", "network", "added", (), None, {"id": "harbours", "names": {"en": "Harbours"}}),
        Difference("lyra", "partner", "changed", ("type",), "city", "region"),
        Difference("wega", "partner", "renamed", ("id",), "vega", "wega"),
        Difference("wega", "partner", "changed", ("names", "en"), "Vega", "Wega"),
        Difference("wega", "partner", "changed", ("aliases",), None, ["vega"]),
        Difference("quay", "unit", "removed", (), {"id": "quay", "type": "unit", "names": {"en": "Quay"}}, None),
    ] == list(differences(whole(OLD), whole(NEW)))


def test_a_record_breaks_and_is_mended() -> None:
    broken = OLD.replace("type: city\nnames: {en: Lyra}", "type: town\nnames: {en: Lyra}")
    assert [Difference("lyra", "partner", "broken")] == list(differences(whole(OLD), in_memory(broken)))
    assert [Difference("lyra", "partner", "mended")] == list(differences(in_memory(broken), whole(OLD)))
    assert [] == list(differences(in_memory(broken), in_memory(broken)))


@pytest.mark.parametrize("seed", range(200))
def test_random_histories_are_told_whole(seed: int) -> None:
    random = Random(seed)
    state = base(random)
    for _ in range(3):
        old, state = state, changed(state, random)
        told = list(differences(in_memory(written(old)), in_memory(written(state))))
        assert state == retold(old, told)


def base(random: Random) -> dict[str, Any]:
    """A few partners by their ids."""
    return {one: partner(one, random) for one in random.sample(["lyra", "vega", "deneb", "altair"], 3)}


def partner(one: str, random: Random) -> dict[str, Any]:
    made: dict[str, Any] = {"id": one, "type": random.choice(["city", "region"]), "names": {"en": random.choice("ABC")}}
    if random.random() < 0.7:
        made["offers"] = [{"en": random.choice("ABC")} for _ in range(random.randint(1, 3))]
    if random.random() < 0.5:
        statuses = ["key", "partner", "special"]
        made["standing"] = [{"status": random.choice(statuses)} for _ in range(random.randint(1, 3))]
    return made


def changed(state: dict[str, Any], random: Random) -> dict[str, Any]:
    new = {one: fields for one, fields in state.items() if random.random() > 0.2}
    new |= {one: partner(one, random) for one in random.sample(["lyra", "vega", "deneb", "rigel"], 2)}
    if "lyra" in new and "altair" in new and "lyra" in state and random.random() < 0.5:
        new["mira"] = {**new.pop("lyra"), "id": "mira", "aliases": ["lyra"]}
    return new


def written(state: dict[str, Any]) -> str:
    """The files of a state: JSON is YAML."""
    return "".join(f"# partners/{one}.yaml\n{json.dumps(fields)}\n" for one, fields in state.items())


def retold(state: dict[str, Any], told: list[Difference]) -> dict[str, Any]:
    """A state after what was told."""
    new = dict(state)
    for one in told:
        if one.change == "added":
            new[one.id] = one.new
        elif one.change == "removed":
            del new[one.id]
        elif one.change == "renamed":
            new[one.id] = {**new.pop(one.old), "id": one.new}
    for record in {one.id for one in told if one.change == "changed"}:
        changes = [(one.path, one.old, one.new) for one in told if one.change == "changed" and one.id == record]
        new[record] = applied(new[record], changes)
    return new
