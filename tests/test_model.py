"""Values as they are read: dates, texts, every sort of value with what it takes and refuses, and the blank examples."""

import unicodedata
from datetime import date
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from string import Template
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kvtool.model import FOLDERS, KINDS
from kvtool.model.dates import Day, parse
from kvtool.model.texts import Text, Words, hash_of
from kvtool.model.values import BadValueError
from kvtool.newbase import BLANK
from kvtool.store.base import Entry
from kvtool.text.fault import Fault, spell, steps
from kvtool.text.reader import read
from tests.cli import in_memory

EXAMPLES = sorted((BLANK / "examples").glob("*.yaml"))


@pytest.mark.parametrize(
    ("written", "first", "last", "precise"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31), False),
        ("2022-06", date(2022, 6, 1), date(2022, 6, 30), False),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), False),
        ("2100-02", date(2100, 2, 1), date(2100, 2, 28), False),
        ("2022-06-12", date(2022, 6, 12), date(2022, 6, 12), True),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), True),
        ("0001", date(1, 1, 1), date(1, 12, 31), False),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31), False),
    ],
)
def test_a_date_keeps_its_precision(written: str, first: date, last: date, precise: bool) -> None:
    day = parse(written)
    assert (Day(written), written, first, last, precise) == (day, str(day), day.first, day.last, day.precise)


@pytest.mark.parametrize(
    ("written", "message", "remedy"),
    [
        ("2023-02-29", "no such date: 2023-02-29", "look it up in a calendar"),
        ("2026-13", "no such date: 2026-13", "look it up in a calendar"),
        ("2026-00-10", "no such date: 2026-00-10", "look it up in a calendar"),
        ("0000", "no such date: 0000", "look it up in a calendar"),
        ("21.11.2026", "'21.11.2026' is not a date", "write 2026-11-21"),
        ("1.2.2026", "'1.2.2026' is not a date", "write 2026-02-01"),
        ("11/21/2026", "'11/21/2026' is not a date", "write 2026-11-21"),
        ("2026-1-5", "'2026-1-5' is not a date", "write 2026-01-05"),
        ("2026-W47", "'2026-W47' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("26", "'26' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("20261", "'20261' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2026-11-21T10:00", "'2026-11-21T10:00' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("２０２６", "'２０２６' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2026\n", "'2026\n' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("next May", "'next May' is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        (None, "an empty value is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        (["2026"], "a list is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
        ({"on": "2026"}, "a mapping is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD"),
    ],
)
def test_what_is_no_date_is_told_how_to_write_one(written: Any, message: str, remedy: str) -> None:
    with pytest.raises(BadValueError) as raised:
        parse(written)
    assert ("KV105", message, remedy) == (raised.value.code, raised.value.message, raised.value.help)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jyv\u00e4skyl\u00e4", "Jyva\u0308skyla\u0308"),
        ("one two", "one  two"),
        ("one two", "one\n  two\t"),
        ("one two", "\u00a0one\u2003two "),
    ],
)
def test_a_hash_sees_neither_how_letters_are_composed_nor_runs_of_white_space(one: str, other: str) -> None:
    assert hash_of(one) == hash_of(other)


def test_a_hash_is_the_first_twelve_digits_of_sha_256() -> None:
    assert [hash_of("abc"), hash_of("")] == ["ba7816bf8f01", "e3b0c44298fc"]


@pytest.mark.parametrize(
    "other",
    ["one two.", "One two", "onetwo", "one\u200btwo"],
    ids=["a full stop", "a capital", "no space", "a space of no width"],
)
def test_a_hash_sees_every_other_change(other: str) -> None:
    assert hash_of("one two") != hash_of(other)


@settings(deadline=None, max_examples=100, database=None)
@given(st.text())
def test_a_hash_survives_what_editors_do_to_a_text(text: str) -> None:
    assert hash_of(text) == hash_of(f" {unicodedata.normalize('NFD', text)}\n".replace(" ", " \n "))


@pytest.mark.parametrize(
    ("asked", "source", "expected"),
    [
        ("sv", "fi", Words("Fem", "sv", "sv", proposed=True)),
        ("fi", "sv", Words("Viisi", "fi", "fi")),
        ("en", "fi", Words("Viisi", "fi", "en")),
        ("en", "et", Words("Viisi", "fi", "en")),
        ("en", "sv", Words("Fem", "sv", "en", proposed=True)),
    ],
    ids=["as asked", "confirmed", "in the source language", "in the first there is", "borrowed and proposed"],
)
def test_a_text_is_found_as_asked_else_in_the_source_language_else_in_the_first(
    asked: str, source: str, expected: Words
) -> None:
    found = Text({"fi": "Viisi", "sv": "Fem"}, frozenset({"sv"})).find(asked, source)
    assert (expected, asked != expected.language) == (found, found.borrowed)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{en: Five}", Text({"en": "Five"})),
        ("{en: 'no'}", Text({"en": "no"})),
        ("{en: NO}", Text({"en": "NO"})),
        ("{en: 010}", Text({"en": "010"})),
        ("{en: '~'}", Text({"en": "~"})),
        (
            "{fi: Viisi, sv: Fem, proposed: [sv], made_from: {sv: 3f2a9c1b7d04}}",
            Text({"fi": "Viisi", "sv": "Fem"}, frozenset({"sv"}), {"sv": "3f2a9c1b7d04"}),
        ),
    ],
)
def test_a_text_holds_plain_strings_and_what_is_known_of_them(written: str, expected: Text) -> None:
    (entry,) = in_memory(f"# partners/lyra.yaml\n{{id: lyra, type: city, names: {written}}}\n").entries
    assert [] == faults_of(entry)
    assert expected == entry.record.names


RECORDS = {
    "partner": "{{id: one, type: city, names: {{en: One}}, {field}}}",
    "network": "{{id: one, names: {{en: One}}, {field}}}",
    "fact": "{{id: one, claim: {{en: One}}, value: 1, {field}}}",
    "need": "{{id: one, type: euros, title: {{en: One}}, state: sized, {field}}}",
    "source": "{{id: one, title: {{en: One}}, {field}}}",
    "message": "{{id: one, headline: {{en: One}}, {field}}}",
    "unit": "{{id: one, type: unit, names: {{en: One}}, {field}}}",
    "framework": "{{id: one, type: strategy, names: {{en: One}}, {field}}}",
    "engagement": "{{id: one, type: meeting, title: {{en: One}}, from: 2026, state: held, {field}}}",
}
"""A record of each kind with all that it needs, and room for a field."""


def faults_of(entry: Entry) -> list[Fault]:
    """What is wrong with a record, but for how neatly it is written."""
    return [fault for fault in entry.faults if fault.code not in ("KV017", "KV020")]


def read_with(kind: str, field: str) -> Entry:
    """The file of a record with a field."""
    folder = next(folder for folder, name in FOLDERS.items() if name == kind)
    (entry,) = in_memory(f"# {folder}/one.yaml\n{RECORDS[kind].format(field=field)}\n").entries
    return entry


@pytest.mark.parametrize(
    ("kind", "field", "path", "expected"),
    [
        ("partner", "country: NO", "country", "NO"),
        ("partner", "country: 'SE'", "country", "SE"),
        ("partner", "notes: on", "notes", "on"),
        ("partner", "notes: 12:30", "notes", "12:30"),
        ("partner", "notes: 1e3", "notes", "1e3"),
        ("partner", "notes: ~", "notes", None),
        ("partner", "notes: '~'", "notes", "~"),
        ("partner", "link: https://example.org/a?b=c#d", "link", "https://example.org/a?b=c#d"),
        ("partner", "link: 'mailto:office@example.org'", "link", "mailto:office@example.org"),
        ("partner", "link: 'tel:+358401234567'", "link", "tel:+358401234567"),
        ("partner", "contact_rhythm: 12m", "contact_rhythm", "12m"),
        ("partner", "users: ", "users", []),
        ("partner", "users: []", "users", []),
        ("partner", "users: [a-1]", "users", ["a-1"]),
        ("partner", f"parent: {'x' * 64}", "parent", "x" * 64),
        ("partner", "visibility: public", "visibility", "public"),
        ("source", "language: fi", "language", "fi"),
        ("source", "seen: 2026-02", "seen", "2026-02"),
        ("fact", "as_of: 2026", "as_of", "2026"),
        ("need", "amount: 0.00", "amount", Decimal("0.00")),
        ("need", "amount: -12.5", "amount", Decimal("-12.5")),
        ("need", "amount: 0020", "amount", Decimal(20)),
        ("need", "years: [2026, 2027]", "years", [2026, 2027]),
        ("partner", "mapping: {influence: 3}", "mapping.influence", 3),
        ("message", "scope: {general: true}", "scope.general", True),
        ("message", "scope: {partner: lyra}", "scope.partner", "lyra"),
    ],
)
def test_a_value_that_fits_is_taken_as_it_is_meant(kind: str, field: str, path: str, expected: Any) -> None:
    entry = read_with(kind, field)
    assert [] == faults_of(entry)
    assert expected == attrgetter(path)(entry.record)


NO_LINK = "start it with https://, http://, mailto: or tel:"
NO_ID = "use a–z, 0–9 and single hyphens, at most 64 characters"


@pytest.mark.parametrize(
    ("kind", "field", "code", "message", "remedy"),
    [
        ("partner", "country: Norway", "KV113", "'Norway' is not a country code",
            "write the two letters of ISO 3166, such as SE"),
        ("partner", "country: no", "KV113", "'no' is not a country code",
            "write the two letters of ISO 3166, such as SE"),
        ("engagement", "interpretation: [Finnish]", "KV111", "'Finnish' is not a language code",
            "write the two or three letters of ISO 639, such as et"),
        ("partner", "notes: [a]", "KV103", "a list is not text", "write a text, or remove the line"),
        ("partner", "notes: {a: b}", "KV103", "a mapping is not text", "write a text, or remove the line"),
        ("partner", "notes: ''", "KV103", "'' is not text", ""),
        ("partner", "link: www.example.org", "KV112", "'www.example.org' is not a link", NO_LINK),
        ("partner", "link: 'javascript:alert(1)'", "KV112", "'javascript:alert(1)' is not a link", NO_LINK),
        ("partner", "link: 'HTTPS://example.org'", "KV112", "'HTTPS://example.org' is not a link", NO_LINK),
        ("partner", "link: 'https://example.org/a b'", "KV112", "'https://example.org/a b' is not a link", NO_LINK),
        ("partner", "link: //example.org", "KV112", "'//example.org' is not a link", NO_LINK),
        ("partner", "contact_rhythm: 12", "KV111", "'12' is not a rhythm",
            "write a number and d, w, m or y, such as 12m"),
        ("partner", "contact_rhythm: 0m", "KV111", "'0m' is not a rhythm",
            "write a number and d, w, m or y, such as 12m"),
        ("partner", "parent: Lyra_City", "KV106", "'Lyra_City' is not an id", NO_ID),
        ("partner", "parent: lyra-", "KV106", "'lyra-' is not an id", NO_ID),
        ("partner", "parent: lýra", "KV106", "'lýra' is not an id", NO_ID),
        ("partner", f"parent: {'x' * 65}", "KV106", f"'{'x' * 40}…' is not an id", NO_ID),
        ("partner", 'parent: "lyra\\n"', "KV106", "'lyra\n' is not an id", NO_ID),
        ("partner", "users: harbour-unit", "KV103", "'harbour-unit' is not a list",
            "write [one, two], or each on a line of its own after '- '"),
        ("partner", "mapping: {influence: 1.5}", "KV111", "'1.5' is not a whole number", "write digits only"),
        ("partner", "mapping: {influence: -1}", "KV111", "'-1' is not a whole number", "write digits only"),
        ("partner", "mapping: {influence: 0x1}", "KV111", "'0x1' is not a whole number", "write digits only"),
        ("partner", "mapping: {influence: 1_000}", "KV111", "'1_000' is not a whole number", "write digits only"),
        ("partner", "mapping: {influence: 1234567890}", "KV111", "'1234567890' is not a whole number",
            "write digits only"),
        ("partner", "mapping: [1]", "KV103", "a list is not a mapping of fields",
            "write {field: value}, or each field on a line of its own"),
        ("partner", "visibility: Public", "KV104", "'Public' is not a code of 'visibility'", "did you mean public?"),
        ("partner", "visibility: secret", "KV104", "'secret' is not a code of 'visibility'",
            "use one of internal, public"),
        ("partner", "standing: [{status: keyy}]", "KV104", "'keyy' is not a code of 'status'", "did you mean key?"),
        ("partner", "standing: [{}]", "KV102", "the field 'status' is missing", "add 'status: …'"),
        ("partner", "colour: blue", "KV101", "unknown field 'colour'", "did you mean country?"),
        ("partner", "members: [{partner: lyra}]", "KV110", "a partner of type city has no members",
            "set type: group, or remove them"),
        ("partner", "standing: [{status: key, from: 2022, to: 2021-12}]", "KV109",
            "'to' 2021-12 lies before 'from' 2022", "swap them or mend one"),
        ("partner", "review: {on: 2026, role: chief, of: 3F2A9C1B7D04}", "KV111",
            "'3F2A9C1B7D04' does not fit 'of'", "let the tool write it, or look at the schema"),
        ("source", "language: de", "KV108", "'de' is not a language of this base", "use one of en, fi, sv"),
        ("source", "text: {file: a.txt, sha256: 00}", "KV111", "'00' does not fit 'sha256'",
            "let the tool write it, or look at the schema"),
        ("source", f"text: {{file: ../a.txt, sha256: {'0' * 64}}}", "KV111", "'../a.txt' does not fit 'file'",
            "let the tool write it, or look at the schema"),
        ("fact", "as_of: 21.11.2026", "KV105", "'21.11.2026' is not a date", "write 2026-11-21"),
        ("need", "amount: '12,5'", "KV111", "'12,5' is not a number", "write digits, with a point before the decimals"),
        ("need", "amount: 1e3", "KV111", "'1e3' is not a number", "write digits, with a point before the decimals"),
        ("need", "amount: .nan", "KV111", "'.nan' is not a number", "write digits, with a point before the decimals"),
        ("need", "amount: .inf", "KV111", "'.inf' is not a number", "write digits, with a point before the decimals"),
        ("need", "amount: +5", "KV111", "'+5' is not a number", "write digits, with a point before the decimals"),
        ("need", "amount: '1 000'", "KV111", "'1 000' is not a number",
            "write digits, with a point before the decimals"),
        ("need", f"amount: {'9' * 5000}", "KV111", f"'{'9' * 40}…' is not a number",
            "write digits, with a point before the decimals"),
        ("need", "years: [26]", "KV105", "'26' is not a year", "write four digits"),
        ("need", "years: [2026-01]", "KV105", "'2026-01' is not a year", "write four digits"),
        ("message", "scope: {general: yes}", "KV111", "'yes' is neither true nor false", "write true or false"),
        ("message", "scope: {general: True}", "KV111", "'True' is neither true nor false", "write true or false"),
        ("message", "scope: {general: }", "KV102",
            "a scope names exactly one of general, priority, partner, network, event",
            "write {general: true} or one id"),
        ("message", "scope: {general: false}", "KV102",
            "a scope names exactly one of general, priority, partner, network, event",
            "write {general: true} or one id"),
        ("message", "scope: {general: true, partner: lyra}", "KV102",
            "a scope names exactly one of general, priority, partner, network, event",
            "write {general: true} or one id"),
        ("message", "scope: {general: true}, points: [{text: {en: a}}, {text: {en: b}}, {text: {en: c}}, {text: {en: d}}]",
            "KV103", "at most 3 items", "merge or drop some"),
        ("engagement", "bid: {}", "KV110", "an engagement of type meeting has no block bid",
            "mend the type or remove the block"),
        ("framework", "eu-advocacy: {year: 2026}", "KV110", "a framework of type strategy has no block eu-advocacy",
            "mend the type or remove the block"),
        ("unit", "offices: [{names: {en: Chief}}]", "KV102", "the field 'id' is missing", "add 'id: …'"),
        ("partner", "offers: [Boats]", "KV103", "'Boats' is not a text by language", "write {en: …}"),
        ("partner", "offers: [{de: Boote}]", "KV108", "'de' is not a language of this base", "use one of en, fi, sv"),
        ("partner", "offers: [{en: }]", "KV103", "the text in 'en' is empty", "write it or remove the line"),
        ("partner", "offers: [{en: ' '}]", "KV103", "the text in 'en' is empty", "write it or remove the line"),
        ("partner", "offers: [{en: [a]}]", "KV103", "the text in 'en' is not text", "write it or remove the line"),
        ("partner", "offers: [{}]", "KV102", "the text has no language", "write at least one"),
        ("partner", "offers: [{en: Boats, proposed: [sv]}]", "KV108",
            "proposed names 'sv', in which there is no text", "remove it"),
        ("partner", "offers: [{en: Boats, proposed: sv}]", "KV103", "'proposed' is not a list of languages",
            "write [sv, en]"),
        ("partner", "offers: [{en: Boats, made_from: {en: abc}}]", "KV103",
            "'made_from' is not a mapping of languages to hashes", "write {sv: 3f2a9c1b7d04}"),
        ("partner", "offers: [{en: Boats, made_from: {sv: 3f2a9c1b7d04}}]", "KV108",
            "made_from names 'sv', in which there is no text", "remove it"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_with_what_to_do(
    kind: str, field: str, code: str, message: str, remedy: str
) -> None:
    faults = faults_of(read_with(kind, field))
    assert [(code, message, remedy)] == [(fault.code, fault.message, fault.help) for fault in faults]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_blank_example_means_to_a_reader_of_yaml_1_2_what_it_means_here(path: Path) -> None:
    text = Template(path.read_text(encoding="utf-8")).safe_substitute(source="et")
    ours = read(text.encode())
    assert ours.faults == []
    assert as_text(YAML(typ="safe", pure=True).load(text)) == ours.fields


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_blank_example_is_a_record_of_its_kind_without_a_fault(path: Path) -> None:
    text = Template(path.read_text(encoding="utf-8")).safe_substitute(source="en")
    record_id = str(YAML(typ="safe", pure=True).load(text)["id"])
    folder = next(folder for folder, kind in FOLDERS.items() if kind == path.stem)
    (entry,) = in_memory(f"# {folder}/{record_id}.yaml\n{text}").entries
    assert entry.faults == ()
    assert entry.record is not None
    assert path.stem == entry.record.kind


def test_every_kind_has_a_blank_example() -> None:
    assert sorted(KINDS) == [path.stem for path in EXAMPLES]


def as_text(value: Any) -> Any:
    """A value with every scalar as it was written."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return value if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize(
    ("path", "spelled"),
    [
        ((), ""),
        (("names", "fi"), "names.fi"),
        (("agreements", 0, "signed"), "agreements[0].signed"),
        (("agreements", "0"), "agreements.0"),
        (("table", 12, 3), "table[12][3]"),
    ],
)
def test_a_path_is_spelled_and_read_again(path: tuple[str | int, ...], spelled: str) -> None:
    assert (spelled, path) == (spell(path), steps(spelled))
