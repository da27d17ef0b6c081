"""`kvtool search`: records by the words in all their texts and names, best first."""

import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kvtool.store import cache
from kvtool.store.cachefolder import SETTING
from kvtool.words.labels import labels
from tests.cli import in_folder, ran

BASE = """\
# partners/lyra.yaml
id: lyra
aliases: [lyra-city]
type: city
names: {en: Lyra, fi: Lyyrälä, sv: Lyrköping}
other_names: [{text: S:t Lyra}]
standing: [{status: key, from: 2020, source: plan, quote: Lyyrälän kanssa rakennetaan lämpimiä laitureita.}]
offers: [{fi: Apua satamien rakentamiseen, en: Help in building harbours}]
# partners/norma.yaml
id: norma
type: city
names: {en: Norma}
notes: The old bridge from Lyra to the pearl market
# networks/northern-harbours.yaml
id: northern-harbours
names: {en: Northern Harbours, fi: Pohjoiset satamat}
members: [{partner: lyra}]
# networks/harbour-cities.yaml
{id: harbour-cities, names: {en: Harbour Cities, fi: Satamakaupungit}}
# messages/open-quays.yaml
id: open-quays
scope: {general: true}
headline: {en: The market is open, fi: Tori on auki}
# sources/plan.yaml
{id: plan, title: {en: Plan of quays}, language: fi, acts: [{on: 2020, act: approved}]}
# units/sea-unit.yaml
{id: sea-unit, type: unit, names: {fi: Säätila, en: Sea Unit}}
# units/saatila-unit.yaml
{id: saatila-unit, type: unit, names: {fi: Saatila, en: Other Unit}}
"""
BROKEN = "# partners/broken.yaml\nid: broken\ntype: town\nnames: {en: Broken}\n"


@pytest.fixture(autouse=True)
def _without_dictionaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the words are forms of is tested in test_search_forms."""
    monkeypatch.setattr("kvtool.store.wordindex.lemmas", lambda languages, folder: None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "base").mkdir()
    return in_folder(tmp_path / "base", BASE)


def hits(root: Path, *arguments: str) -> list[dict[str, Any]]:
    done = ran("--root", root, "search", *arguments, "--format", "json")
    content = json.loads(done.out)
    assert (content["version"], done.code) == (1, 0 if content["hits"] else 1)
    found: list[dict[str, Any]] = content["hits"]
    return found


def ids(root: Path, *arguments: str) -> list[str]:
    return [hit["id"] for hit in hits(root, *arguments)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("lyra", ["lyra", "norma"]),
        ("LYRKÖPING", ["lyra"]),
        ("lyrkoping", ["lyra"]),
        ("lyra-city", ["lyra"]),
        ("St Lyra", ["lyra"]),
        ("s:t lyra", ["lyra"]),
        ("Lyra\u0308la\u0308", ["lyra"]),
        ("Lyyra\u0308la\u0308", ["lyra"]),
        ("market", ["open-quays", "norma"]),
        ("old lyra", ["norma"]),
        ("northern zebra", ["northern-harbours"]),
        ("satama", ["northern-harbours", "lyra", "harbour-cities"]),
        ("Lyrkoöping", ["lyra"]),
        ("Lyrkpöing", ["lyra"]),
        ("Nroma", ["norma"]),
        ("Normaa", ["norma"]),
        ("Normalla", ["norma"]),
        ("Zorma", ["norma"]),
        ("Zorba", []),
        ("pear", ["norma"]),
        ("xyzzy", []),
    ],
)
def test_what_words_find(root: Path, words: str, wanted: list[str]) -> None:
    assert wanted == ids(root, words)


def test_the_very_letters_go_before_folded_ones(root: Path) -> None:
    assert ids(root, "säätila") == ["sea-unit", "saatila-unit"]
    assert ids(root, "saatila") == ["saatila-unit", "sea-unit"]


def test_a_name_goes_before_a_title_and_that_before_other_text(tmp_path: Path) -> None:
    text = (
        "# facts/a.yaml\n{id: a, claim: {en: Pearls are white}, value: 1, as_of: 2026}\n"
        "# partners/b.yaml\n{id: b, type: city, names: {en: Town}, notes: pearls}\n"
        "# partners/c.yaml\n{id: c, type: city, names: {en: City of pearls}}\n"
        "# units/pearls.yaml\n{id: pearls, type: unit, names: {en: Unit}}\n"
    )
    assert ids(in_folder(tmp_path, text), "pearls") == ["pearls", "c", "a", "b"]


def test_the_record_of_the_very_name_is_found_among_many_alike(tmp_path: Path) -> None:
    names = {f"p{number}": f"Pearl Harbour {number}" for number in range(40)} | {"zz": "Pearl Harbour"}
    text = "".join(
        f"# partners/{one}.yaml\n{{id: {one}, type: city, names: {{en: {name}}}}}\n" for one, name in names.items()
    )
    assert ids(in_folder(tmp_path, text), "pearl harbour", "--limit", "1") == ["zz"]


def test_a_whole_name_in_another_form_goes_before_the_word_in_a_longer_name(tmp_path: Path) -> None:
    text = (
        "# partners/ursa.yaml\n{id: ursa, type: city, names: {fi: Pearl}}\n"
        "# partners/lyra.yaml\n{id: lyra, type: city, names: {fi: Office of Pearlin}}\n"
    )
    assert ids(in_folder(tmp_path, text), "Pearlin") == ["ursa", "lyra"]


def test_rare_words_weigh_more_than_common_ones(tmp_path: Path) -> None:
    text = "".join(
        f"# partners/p{number}.yaml\n{{id: p{number}, type: city, names: {{en: Town {number}}}, notes: common}}\n"
        for number in range(5)
    )
    text += "# partners/rare.yaml\n{id: rare, type: city, names: {en: Rare}, notes: singular}\n"
    assert ids(in_folder(tmp_path, text), "common singular") == ["rare", "p0", "p1", "p2", "p3", "p4"]


def test_words_in_quotation_marks_stand_in_order(root: Path) -> None:
    assert ids(root, '"pearl market"') == ["norma"]
    assert ids(root, "”pearl market”", "old") == ["norma"]
    assert ids(root, '"market pearl"') == []
    assert ids(root, '"pearl market"', "zebra") == ["norma"]
    assert ids(root, "market pearl") == ["norma"]
    assert ids(root, '"bridge lyra"') == []


def test_kinds_and_fields_narrow_the_search(root: Path) -> None:
    assert ids(root, "lyra", "--kind", "networks") == []
    assert ids(root, "market", "--kind", "partner") == ["norma"]
    assert ids(root, "lyra", "--field", "notes") == ["norma"]
    assert ids(root, "lyra", "--field", "names") == ["lyra"]
    assert ids(root, "laitureita", "--field", "standing[0].quote") == ["lyra"]
    assert ids(root, "laitureita", "--field", "standing[1].quote") == []
    assert ids(root, "laitureita", "--field", "standing.quote") == ["lyra"]
    assert ids(root, "laitureita", "--field", "standing[0]") == ["lyra"]
    assert ids(root, "laitureita", "--field", "standing[1]") == []
    assert ids(root, "laitureita", "--field", "standing.source") == []
    assert ids(root, "lyyrälä", "--field", "names.fi") == ["lyra"]
    assert ids(root, "lyyrälä", "--field", "names.en") == []
    assert ran("--root", root, "search", "lyra", "--kind", "partnr").code == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--field", "name"), "no field 'name'\n    help: did you mean names"),
        (("--field", "quay"), "no field 'quay'\n    help: 'kvtool schema KIND' tells what a kind has\n"),
        (("--field", "names.se"), "no field 'names.se'\n    help: did you mean names"),
        (("--field", "names["), "no field 'names['\n"),
        (("--field", "standing", "--kind", "units"), "no field 'standing'\n    help: 'kvtool schema unit' tells"),
        (("--field", ""), "Invalid value for '--field': it is empty\n"),
        (("--kind", ""), "Invalid value for '--kind': it is empty\n"),
    ],
)
def test_a_field_that_no_kind_has_is_wrong_use(root: Path, options: tuple[str, ...], says: str) -> None:
    code, out, err = ran("--root", root, "search", "lyra", *options)
    assert (code, out) == (2, "")
    assert err.startswith(f"kvtool: {says}")


def test_json_has_the_place_the_language_and_marks(root: Path) -> None:
    (one,) = hits(root, "lämpimiä", "laitureita")
    assert list(one) == ["id", "kind", "field", "lang", "excerpt", "score"]
    assert [one[key] for key in list(one)[:5]] == [
        "lyra",
        "partner",
        "standing[0].quote",
        "fi",
        "Lyyrälän kanssa rakennetaan «lämpimiä» «laitureita».",
    ]
    assert [(hit["field"], hit["lang"]) for hit in hits(root, "lyra-city")] == [("aliases[0]", None)]
    assert [(hit["field"], hit["lang"]) for hit in hits(root, "old")] == [("notes", "en")]
    assert [(hit["field"], hit["lang"]) for hit in hits(root, "lyrköping")] == [("names.sv", "sv")]


def test_an_excerpt_is_what_stands_around_the_words(tmp_path: Path) -> None:
    note = " ".join([*["before"] * 60, "ice", "and", "snow", *["behind"] * 60])
    root = in_folder(tmp_path, f"# partners/lyra.yaml\n{{id: lyra, type: city, names: {{en: Lyra}}, notes: {note}}}\n")
    (one,) = hits(root, "snow", "ice")
    assert one["excerpt"].startswith("… before before")
    assert "before «ice» and «snow» behind" in one["excerpt"]
    assert one["excerpt"].endswith("behind …")
    assert len(one["excerpt"]) < 180


def test_the_place_that_is_shown_has_the_phrase(tmp_path: Path) -> None:
    note = " ".join(["The pearl of every market.", *["before"] * 60, "A pearl market opens.", *["behind"] * 60])
    text = (
        "# networks/pearls.yaml\n{id: pearls, names: {en: Pearl Towns},"
        " sources: [{source: plan, quote: The pearl market is old}]}\n"
        f"# partners/lyra.yaml\n{{id: lyra, type: city, names: {{en: Lyra}}, notes: {note}}}\n"
        "# sources/plan.yaml\n{id: plan, title: {en: Plan}, language: en}\n"
    )
    found = {hit["id"]: (hit["field"], hit["excerpt"]) for hit in hits(in_folder(tmp_path, text), '"pearl market"')}
    assert found["pearls"] == ("sources[0].quote", "The «pearl» «market» is old")
    assert "before A «pearl» «market» opens. behind" in found["lyra"][1]


def test_the_very_word_goes_before_other_forms_of_it_and_they_by_how_they_begin(tmp_path: Path) -> None:
    text = (
        "# facts/a.yaml\n{id: a, claim: {en: Harbourens of pearls}, value: 1, as_of: 2026}\n"
        "# facts/b.yaml\n{id: b, claim: {en: Harbourn of pearls}, value: 1, as_of: 2026}\n"
        "# partners/c.yaml\n{id: c, type: city, names: {en: Town}, notes: The old bridge to the harbourns}\n"
    )
    assert ids(in_folder(tmp_path, text), "harbourns") == ["c", "b", "a"]


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_every_format_shows_place_and_excerpt(root: Path, form: str) -> None:
    code, out, _ = ran("--root", root, "search", "pearl", "--format", form, "--lang", "en")
    assert (code, [word in out for word in ("norma", "notes", "«pearl»")]) == (0, [True] * 3)


def test_a_limit_is_named_with_the_number_of_all(root: Path) -> None:
    code, out, err = ran("--root", root, "search", "lyra", "--limit", "1", "--lang", "en", "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 2)
    assert err.splitlines()[1:] == ["kvtool: the first 1 of 2 records; --limit shows more"]


def test_without_dictionaries_the_extra_is_named_once(root: Path) -> None:
    _, _, err = ran("--root", root, "search", "lyra", "--lang", "en")
    assert [line for line in err.splitlines() if "pip install kvtool[search]" in line] == err.splitlines()


def test_what_finds_nothing_says_so(root: Path) -> None:
    code, out, err = ran("--root", root, "search", "xyzzy\x1b", "--lang", "en", "--format", "csv")
    assert (code, out) == (1, "id,kind,field,lang,excerpt,score\n")
    assert "kvtool: nothing found for xyzzy␛: " in err
    _, _, err = ran("--root", root, "search", "pearl", "xyzzy", "--lang", "en")
    assert "kvtool: no record has xyzzy\n" in err


@pytest.mark.parametrize("words", ["", "!?", '""', "_"])
def test_without_a_word_there_is_nothing_to_search(root: Path, words: str) -> None:
    code, out, err = ran("--root", root, "search", words)
    assert (code, out, err.splitlines()[0]) == (2, "", "kvtool: there is no word to search for")


def test_a_whole_text_is_no_search(root: Path) -> None:
    code, out, err = ran("--root", root, "search", " ".join(f"word{number}" for number in range(51)))
    assert (code, out, err.splitlines()[0]) == (2, "", "kvtool: 51 words are too many to search for")


@pytest.mark.parametrize("words", ["lyra", "xyzzy"])
def test_broken_records_are_named(tmp_path: Path, words: str) -> None:
    root = in_folder(tmp_path, BASE + BROKEN)
    code, out, err = ran("--root", root, "search", words, "--format", "json")
    assert (code, bool(json.loads(out)["hits"])) == (3, words == "lyra")
    assert err.splitlines()[-1].startswith("kvtool: left out: data/partners/broken.yaml:2:7: ")


def test_a_former_revision_is_searched(root: Path) -> None:
    git = ("git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"]):
        subprocess.run([*git, *command], check=True)
    (root / "data/partners/norma.yaml").write_text("{id: norma, type: city, names: {en: Norma}}\n", encoding="utf-8")
    assert ids(root, "pearl") == []
    assert ids(root, "pearl", "--at", "HEAD") == ["norma"]


QUESTIONS = ("lyra", "satama", "laituri", "Nroma", '"pearl market"', "xyzzy", "northern zebra")


def answers(root: Path) -> list[object]:
    return [ran("--root", root, "search", words, "--format", "json") for words in QUESTIONS]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that believes files at once."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(cache, "RACE", -3_600_000_000_000)
    monkeypatch.setenv(SETTING, str(folder))
    return folder


def spoilt(statement: str) -> Callable[[Path], None]:
    def done(folder: Path) -> None:
        (file,) = folder.glob("*.sqlite")
        with sqlite3.connect(file) as connection:
            connection.executescript(statement)

    return done


@pytest.mark.parametrize(
    "attack",
    [
        "",
        "update words set forms = replace(forms, 'pearl', 'zebra')",
        "update words set hash = 'x'",
        "update words set path = path || 'x', sum = 7",
        "delete from words where path like '%lyra%'",
        "delete from vocabulary",
        "update vocabulary set lines = replace(lines, 'pearl', 'zebra')",
        "update vocabulary set made = 'x'",
        "drop table words",
        "update shelf set lines = replace(lines, 'pearl', 'zebra')",
        "update shelf set lines = ''",
        "update shelf set made = 'x'",
        "delete from shelf where name like 'form%'",
        "delete from shelf where name like 'files%'",
        "drop table shelf",
        "update file set fields = replace(fields, 'pearl', 'zebra')",
        "update file set state = 'x'",
        "delete from file",
    ],
)
def test_what_is_remembered_never_changes_an_answer(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, attack: str
) -> None:
    monkeypatch.setenv(SETTING, "")
    expected = answers(root)
    monkeypatch.setenv(SETTING, str(kept))
    assert expected == answers(root)
    spoilt(attack)(kept)
    assert expected == answers(root)
    assert expected == answers(root)


def test_what_is_asked_again_is_answered_without_opening_the_base(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answers(root)
    with monkeypatch.context() as patch:
        patch.setattr("kvtool.store.memory.Memory.entries", None)
        assert expected == answers(root)
    (root / "data/partners/norma.yaml").write_text("{id: norma, type: city, names: {en: Zebra}}\n", encoding="utf-8")
    assert (["norma"], []) == (ids(root, "zebra"), ids(root, "pearl", "--kind", "engagement"))
    assert ["norma"] == ids(root, "zebra")


def test_the_words_of_what_has_not_changed_are_remembered(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answers(root)
    monkeypatch.setattr("kvtool.store.wordindex._found", None)
    assert expected == answers(root)
    (root / "data/partners/norma.yaml").write_text("{id: norma, type: city, names: {en: Zebra}}\n", encoding="utf-8")
    monkeypatch.undo()
    monkeypatch.setenv(SETTING, str(kept))
    monkeypatch.setattr("kvtool.store.wordindex.lemmas", lambda languages, folder: None)
    assert (ids(root, "zebra"), ids(root, "pearl"), ids(root, "zebras")) == (["norma"], [], ["norma"])


def test_sentences_are_said_in_the_language_asked_for(root: Path) -> None:
    sentence = labels("fi").say("no record has {words}", words="xyzzy")
    assert f"kvtool: {sentence}\n" in ran("--root", root, "search", "pearl", "xyzzy", "--lang", "fi").err
