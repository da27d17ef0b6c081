"""What is told of a file says the same as the file, and a record is one thing as long as somebody holds it."""

import os
from itertools import chain
from pathlib import Path

import pytest

from kvtool.aside import fork, leave
from kvtool.settings import load
from kvtool.store.base import KnowledgeBase
from kvtool.store.content import Checked
from kvtool.store.entry import Entry
from kvtool.store.load import load as load_base
from kvtool.store.retold import Recent, Retold, Told, put_aside, retold, told
from kvtool.store.spool import Spool, spool
from kvtool.store.survey import Survey, heard
from kvtool.text.fault import Fault
from kvtool.text.tree import Tree, marks
from tests.cli import whole

SAMPLE = Path(__file__).parent / "sample"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_base(load(SAMPLE))


class Origin(Recent):
    """An origin that knows what it was told, and counts how often it is asked."""

    def __init__(self, number: int | None) -> None:
        super().__init__(number)
        self.known: dict[str, Told] = {}
        self.asked = 0

    def told(self, path: str) -> tuple[bytes, bytes]:
        self.asked += 1
        return self.known[path].fields, self.known[path].places

    def data(self, path: str) -> bytes:
        return b""

    def again(self, path: str) -> None:
        return None


def test_a_survey_is_heard_as_it_was_told(kb: KnowledgeBase) -> None:
    surveys = [entry.survey for entry in kb.entries]
    assert surveys == [heard(survey.told()) for survey in surveys]
    links = list(chain.from_iterable(survey.links for survey in surveys))
    assert links == [survey.link(number) for survey in surveys for number in range(len(survey.targets))]
    assert {len(link.path) for link in links} >= {1, 2, 3, 4}


NO_SURVEYS = [
    "",
    "null",
    "||",
    "lead unit|  ||",
    "| port ||",
    "lead unit;users.0 unit| port ||",
    "|  |harbour office|",
    "|  ||[",
    "|  ||5",
    "|  ||[1]",
]


@pytest.mark.parametrize("line", NO_SURVEYS)
def test_where_no_survey_was_told_the_record_is_asked(line: str, kb: KnowledgeBase) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        heard(line)
    origin, entry = Origin(None), next(one for one in kb.entries if one.survey.targets)
    origin.known[entry.path] = told(entry)
    content = Retold(origin, entry.path, entry.kind, False, (), line)
    assert entry.survey == content.survey


@pytest.mark.parametrize("line", NO_SURVEYS[:6])
def test_where_no_line_was_told_what_stands_in_it_is_asked_of_the_record(line: str, kb: KnowledgeBase) -> None:
    origin, entry = Origin(None), next(one for one in kb.entries if one.survey.targets and one.inner)
    origin.known[entry.path] = told(entry)
    assert entry.content.targets == Retold(origin, entry.path, entry.kind, False, (), line).targets
    assert entry.inner == Retold(origin, entry.path, entry.kind, False, (), line.replace("|", "")).inner


def test_what_a_line_names_and_holds_is_known_without_the_record(kb: KnowledgeBase) -> None:
    for entry in kb.entries:
        origin = Origin(None)
        content = Retold(origin, entry.path, entry.kind, False, (), entry.survey.told())
        assert list(entry.content.targets) == list(content.targets)
        assert list(entry.inner) == list(content.inner)
        assert 0 == origin.asked


def test_an_id_and_a_place_are_the_same_text_in_all_surveys() -> None:
    line = 'members.0.partner partner| lyra |harbour office offices.0|["Harbours"]'
    one, other = heard(line), heard(line)
    assert one.targets[0] is other.targets[0]
    assert one.link(0).path is other.link(0).path == ("members", 0, "partner")
    assert one.inner[0] == ("harbour", "office", ("offices", 0))
    assert one.gist[0] is other.gist[0]


@pytest.mark.parametrize("name", ["Lyra|Vega", "a; b", '"Lyra"', "Lyra\\", " ", "", "Lyra\nVega", "\U0001f6a2"])
def test_a_name_may_hold_whatever_parts_a_line(name: str) -> None:
    survey = Survey(["lead unit"], ["port"], [("quay", "office", ("offices", 0))], [name, "Vega"])
    assert survey == heard(survey.told())


def test_a_line_is_looked_at_for_an_id_before_it_is_read() -> None:
    asked = {"lyra": True, "lyra-visit": False, "visit": False, "port": True, "lead": False}
    origin, line = Origin(None), Survey(["lead unit", "partners.0 partner"], ["port", "lyra"]).told()
    contents = [Retold(origin, "data/engagements/a.yaml", "engagement", False, (), line) for _ in asked]
    assert asked == {one: content.may_refer_to([one]) for one, content in zip(asked, contents, strict=True)}
    assert asked == {one: content.survey.targets.count(one) > 0 for one, content in zip(asked, contents, strict=True)}


@pytest.mark.parametrize(
    ("field", "answer"), [("members", True), ("member", False), ("host", True), ("partner", False)]
)
def test_whether_something_is_referred_to_in_a_field(field: str, answer: bool) -> None:
    survey = Survey(["members.0.partner partner", "host partner unit"], ["lyra", "vega"])
    assert answer is survey.refers_in(field)


@pytest.mark.parametrize(
    ("spots", "targets", "numbers"),
    [
        (["users.0 unit", "users.1 unit", "users.2 unit"], ["port", "schools", "port"], [2]),
        (["users.0 unit", "users.1 unit"], ["port", "harbour"], [1]),
        (["users.0 unit", "owners.0 unit"], ["port", "port"], []),
        (["lead unit", "users.0 unit"], ["port", "port"], []),
        (["standing.0.source source", "standing.1.source source"], ["plan", "plan"], []),
        (["points.0.goals.0 goal", "points.1.goals.0 goal", "points.1.goals.1 goal"], ["a", "a", "a"], [2]),
    ],
)
def test_what_stands_twice_in_one_list(spots: list[str], targets: list[str], numbers: list[int]) -> None:
    assert numbers == list(Survey(spots, targets).repeated({"harbour": "port"}))


GISTS = """
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra, fi: Lyran kaupunki}
other_names: [{text: Lyra-on-Sea}]

# engagements/2024/lyra-visit.yaml
id: lyra-visit
type: visit-out
title: {en: Visit to Lyra}
from: 2024-05-14
to: 2024-05-17
state: held

# engagements/2025/lyra-plan.yaml
id: lyra-plan
type: meeting
title: {en: Meeting in Lyra}
from: 2025-06
state: planned

# facts/tax-2024.yaml
id: tax-2024
claim: {en: The tax}
value: 1 %
as_of: 2024
"""


@pytest.mark.parametrize(
    ("record", "gist"),
    [
        ("lyra-visit", ("visit-out", "held", "2024-05-17")),
        ("lyra-plan", ("meeting", "planned", "2025-06")),
        ("lyra", ("Lyra", "Lyran kaupunki", "Lyra-on-Sea")),
        ("tax-2024", ()),
    ],
)
def test_the_gist_of_a_record_is_known_without_it(record: str, gist: tuple[str, ...]) -> None:
    origin, entry = Origin(None), whole(GISTS).by_id[record]
    origin.known[entry.path] = told(entry)
    again = retold(origin, entry.path, told(entry).head)
    assert gist == tuple(entry.survey.gist) == tuple(again.survey.gist)
    assert 0 == origin.asked


def test_a_record_that_somebody_holds_is_not_made_twice_and_others_are_let_go(kb: KnowledgeBase) -> None:
    origin = Origin(1)
    first, second, third = kb.entries[:3]
    for entry in (first, second, third):
        origin.known[entry.path] = told(entry)
        put_aside(origin, entry)
        entry.content.release()
    held, fields = first.record, second.fields
    assert 2 == origin.asked
    assert third.record is not None
    assert held is first.record
    assert 3 == origin.asked
    del held
    assert first.record is not None
    assert second.fields == fields
    assert 5 == origin.asked


def test_an_origin_without_a_number_holds_everything(kb: KnowledgeBase) -> None:
    origin = Origin(None)
    for entry in kb.entries[3:9]:
        origin.known[entry.path] = told(entry)
        put_aside(origin, entry)
        entry.content.release()
    assert all(entry.record for entry in kb.entries[3:9])
    assert 0 == origin.asked


def test_each_process_finds_what_the_other_put_aside(tmp_path: Path) -> None:
    room = spool()
    assert room
    process = fork()
    if process == 0:
        try:
            places = [put(room, path) for path in ("b", "ä")]
            room.flush()
            (tmp_path / "places").write_text("\n".join(places), encoding="utf-8")
        finally:
            leave()
    here = [put(room, path) for path in ("c", "d")]
    if process is not None:
        os.waitpid(process, 0)
        there = (tmp_path / "places").read_text(encoding="utf-8").split("\n")
        assert not set(here) & set(there)
        for path, place in zip(("b", "ä"), there, strict=True):
            assert not room.has(path)
            room.find(path, place)
            assert said_of(path) == room.told(path)
    assert said_of("d") == room.told("d")
    with pytest.raises(LookupError):
        room.told("e")


def put(room: Spool, path: str) -> str:
    return room.put(path, said_of(path))


def said_of(path: str) -> Told:
    return Told(f"[{path} \ud800]", f"ä\t{path}".encode(), b"I\n\t\0")


def test_half_a_character_is_told_and_heard() -> None:
    tree = Tree({"id": "a", "notes": "\ud800 ä"}, marks())
    origin = Origin(None)
    origin.known["a"] = told(Entry("a", "partner", "a", Checked(None, tree), [Fault("KV002", 1, 1, "\ud800")]))
    entry = retold(origin, "a", origin.known["a"].head)
    assert tree.fields == entry.fields
    assert "\ud800" == entry.faults[0].message
