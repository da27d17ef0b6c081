"""`kvtool list` where it has no rows to show, or only a number, and where what is asked for cannot be compared."""

import json
from pathlib import Path

import pytest

from tests.cli import in_folder, ran

BASE = """\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, country: SE, mapping: {influence: 3}, contact_rhythm: 12m}
# partners/vega.yaml
{id: vega, type: city, names: {en: Vega}, standing: [{status: key, from: 2021, source: plan}], contact_rhythm: 2w}
# partners/norma.yaml
{id: norma, type: group, names: {en: Norma}, contact_rhythm: 1y}
# facts/boats.yaml
{id: boats, claim: {en: Boats}, value: 1 200, as_of: 2026}
# facts/piers.yaml
{id: piers, claim: {en: Piers}, value: "9", as_of: 2026}
# facts/tide.yaml
{id: tide, claim: {en: Tide}, value: none, as_of: 2026}
# sources/plan.yaml
{id: plan, title: {en: Plan}, acts: [{on: 2020-01-01, act: approved}]}
"""


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        (("partners", "type=City"), "no rows: type=City leaves none of 3; did you mean city?"),
        (("partners", "standing=kee"), "no rows: standing=kee leaves none of 3; did you mean key?"),
        (("partners", "country=SE", "type=region"), "no rows: type=region leaves none of 1"),
        (("partners", "country!=SE", "country=se"), "no rows: country=se leaves none of 2"),
        (("needs", "state=sized"), "no rows: of this kind there are no records"),
        (("partners", f"id={'x' * 900}"), f"no rows: id={'x' * 57}… leaves none of 3"),
        (("needs",), ""),
    ],
)
def test_an_empty_answer_says_what_emptied_it_and_what_may_be_meant(
    tmp_path: Path, asked: tuple[str, ...], note: str
) -> None:
    code, _, err = ran("--root", in_folder(tmp_path, BASE), "list", *asked, "--lang", "en")
    assert (0, f"kvtool: {note}\n" if note else "") == (code, err)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("since=soon", "'soon' is not a day"),
        ("since=2", "'2' is not a day"),
        ("since!=2021,20211", "'20211' is not a day"),
        ("mapping.influence=much", "'much' is not a number, and mapping.influence holds numbers"),
        ("mapping.influence>1e9", "'1e9' is not a number, and mapping.influence holds numbers"),
        ("contact_rhythm<=half", "'half' is not a rhythm, and contact_rhythm holds rhythms"),
        ("contact_rhythm=6", "'6' is not a rhythm, and contact_rhythm holds rhythms"),
        ("outcomes.expected=maybe", "'maybe' is not true or false"),
        ("agreements.ended=maybe", "no field 'agreements.ended'"),
    ],
)
def test_what_a_field_cannot_hold_is_not_asked_for(tmp_path: Path, asked: str, said: str) -> None:
    kind = "engagements" if asked.startswith("outcomes") else "partners"
    code, out, err = ran("--root", in_folder(tmp_path, BASE), "list", kind, asked)
    assert (2, "", f"kvtool: {said}") == (code, out, err.splitlines()[0])


@pytest.mark.parametrize(
    ("format_", "said"),
    [
        ("table", "3\n"),
        ("csv", "count\n3\n"),
        ("json", {"version": 1, "rows": [{"count": 3}]}),
    ],
)
def test_a_number_of_rows_comes_in_each_format(tmp_path: Path, format_: str, said: object) -> None:
    root = in_folder(tmp_path, BASE)
    code, out, err = ran("--root", root, "list", "partners", "--count", "--format", format_)
    assert (0, said, "") == (code, json.loads(out) if format_ == "json" else out.replace("\r", ""), err)


@pytest.mark.parametrize("option", [("--columns", "id"), ("--sort", "-id"), ("--limit", "2")])
def test_the_kinds_are_neither_chosen_from_nor_sorted(tmp_path: Path, option: tuple[str, str]) -> None:
    code, out, err = ran("--root", in_folder(tmp_path, BASE), "list", *option)
    assert (2, "") == (code, out)
    assert "name a kind" in err


@pytest.mark.parametrize(
    ("kind", "sort", "ids"),
    [
        ("facts", "value", ["piers", "boats", "tide"]),
        ("facts", "-value", ["tide", "boats", "piers"]),
        ("partners", "contact_rhythm,id", ["vega", "lyra", "norma"]),
        ("partners", "-contact_rhythm,-id", ["norma", "lyra", "vega"]),
        ("partners", "country", ["lyra", "norma", "vega"]),
        ("partners", "-country", ["lyra", "norma", "vega"]),
        ("partners", "-since,-id", ["vega", "norma", "lyra"]),
    ],
)
def test_numbers_and_rhythms_are_sorted_by_size_and_what_is_empty_comes_last(
    tmp_path: Path, kind: str, sort: str, ids: list[str]
) -> None:
    out = ran("--root", in_folder(tmp_path, BASE), "list", kind, "--sort", sort, "--format", "json").out
    assert ids == [row["id"] for row in json.loads(out)["rows"]]


VISITS = """\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra, fi: Lyyra}}
# partners/vega.yaml
{id: vega, type: city, names: {en: Vega}}
# engagements/one.yaml
{id: one, type: meeting, title: {en: One}, from: 2026-01, state: held, partners: [lyra]}
# engagements/two.yaml
id: two
type: meeting
title: {en: Two}
from: 2026-02
state: held
partners: [lyra, vega]
objectives: [{en: Learn}]
commitments: [{by: us, text: {en: Maps}, state: open, due: 2026-12}]
# engagements/zero.yaml
{id: zero, type: meeting, title: {en: Zero}, from: 2026-03, state: held}
"""


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("partners", [["lyra"], ["lyra", "vega"], None]),
        ("partners[0]", ["lyra", "lyra", None]),
        ("title", [{"en": "One"}, {"en": "Two"}, {"en": "Zero"}]),
        ("title.en", ["One", "Two", "Zero"]),
        ("commitments.due", [None, ["2026-12"], None]),
        ("commitments[0].due", [None, "2026-12", None]),
        ("commitments", [None, [{"by": "us", "text": {"en": "Maps"}, "due": "2026-12", "state": "open"}], None]),
        ("objectives.en", [None, ["Learn"], None]),
        ("lead", [None, None, None]),
    ],
)
def test_a_column_has_one_form_for_machines_however_much_stands_in_it(
    tmp_path: Path, column: str, values: list[object]
) -> None:
    root = in_folder(tmp_path, VISITS)
    out = ran("--root", root, "list", "engagements", "--columns", column, "--sort", "id", "--format", "json").out
    assert values == [row[column] for row in json.loads(out)["rows"]]
