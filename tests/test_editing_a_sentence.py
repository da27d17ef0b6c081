"""Editing a sentence of an approved message finds its translations and its approval; laying it out anew finds nothing."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from kvtool.linter import lint
from kvtool.model.base import Record
from kvtool.model.message import Message
from kvtool.model.texts import hash_of
from kvtool.queries.approvals import approval_hash
from kvtool.queries.reviews import review_hash
from kvtool.settings import Settings
from kvtool.store.base import KnowledgeBase
from kvtool.store.load import assemble
from tests.test_rules import file_of

HEADLINE = "Satama on auki ympäri vuoden, yötä päivää."
POINT = "Jäänmurtajat pitävät väylän auki."
ANSWER = "Myrskyllä satama on kiinni."

MESSAGE = f"""\
id: open-harbour
visibility: public
scope: {{general: true}}
headline:
  fi: {HEADLINE}
  sv: Hamnen är öppen året om, dygnet runt.
  en: The harbour is open all year, day and night.
  made_from: {{sv: {hash_of(HEADLINE)}, en: {hash_of(HEADLINE)}}}
points:
  - text:
      fi: {POINT}
      sv: Isbrytare håller farleden öppen.
      en: Icebreakers keep the channel open.
      made_from: {{sv: {hash_of(POINT)}, en: {hash_of(POINT)}}}
if_asked:
  - question: {{fi: Entä myrskyt?, sv: Och stormar?, en: And storms?}}
    answer:
      fi: {ANSWER}
      sv: Vid storm är hamnen stängd.
      en: In a storm the harbour is closed.
      made_from: {{sv: {hash_of(ANSWER)}, en: {hash_of(ANSWER)}}}
owner: harbour-unit
"""

UNIT = """\
id: harbour-unit
type: unit
names: {fi: Satama, sv: Hamn, en: Harbour}
offices: [{id: head-of-harbours, names: {fi: Satamajohtaja, sv: Hamndirektör, en: Head of Harbours}}]
"""


def base_of(message: str) -> KnowledgeBase:
    """A base in three languages, written in Finnish, with one message and the unit that owns it."""
    settings = Settings(Path(), languages=("fi", "sv", "en"), source_language="fi")
    files = {"messages/open-harbour.yaml": message, "units/harbour-unit.yaml": UNIT}
    return assemble(settings, (file_of(path, text) for path, text in files.items()))


def record_of(message: str) -> Message:
    found = base_of(message).get(Message, "open-harbour")
    assert found is not None
    return found


def approved(message: str) -> str:
    """The message with an approval of the words that it has in each language."""
    record = record_of(message)
    stamps = [
        f"  - {{lang: {code}, role: head-of-harbours, on: 2025-03-01, until: 2027-02-28, of: {approval_hash(record, code)}}}\n"
        for code in ("fi", "sv", "en")
    ]
    return message + "approvals:\n" + "".join(stamps)


def reviewed(message: str) -> str:
    """The message with a review of what stands in it."""
    record: Record = record_of(message)
    return f"{message}review: {{on: 2025-03-01, role: head-of-harbours, of: {review_hash(record)}}}\n"


def found(message: str) -> set[tuple[str, str]]:
    """Code and field of all findings, but for those on how the file is written."""
    findings = lint(base_of(message), date(2026, 1, 1)).findings
    return {(one.code, one.field) for one in findings if not one.code.startswith("KV0")}


STAMPED = reviewed(approved(MESSAGE))

FIELDS = [(HEADLINE, "headline"), (POINT, "points[0].text"), (ANSWER, "if_asked[0].answer")]


@pytest.mark.parametrize(("sentence", "field"), FIELDS)
def test_a_new_finnish_sentence_finds_its_translations_and_the_finnish_approval(sentence: str, field: str) -> None:
    edited = approved(MESSAGE).replace(sentence, sentence.replace("auki", "avoinna").replace("kiinni", "suljettu"))
    new = found(edited) - found(approved(MESSAGE))
    assert new == {("KV507", f"{field}.sv"), ("KV507", f"{field}.en"), ("KV508", "approvals[0]")}


def test_a_new_translation_finds_the_approval_of_its_language() -> None:
    edited = approved(MESSAGE).replace("dygnet runt", "natt och dag")
    assert found(edited) - found(approved(MESSAGE)) == {("KV508", "approvals[1]")}


def test_a_proof_counts_in_every_language() -> None:
    edited = approved(MESSAGE).replace("  - text:\n", "  - proofs: [open-harbour]\n    text:\n")
    new = found(edited) - found(approved(MESSAGE))
    assert new == {("KV508", f"approvals[{index}]") for index in range(3)}


def test_a_reviewed_message_is_to_be_looked_through_again() -> None:
    edited = STAMPED.replace(POINT, "Jäänmurtajat ajavat joka päivä.")
    assert ("KV212", "review") in found(edited) - found(STAMPED)


REWRITTEN = {
    "folded": ">-\n    Satama on auki ympäri\n    vuoden, yötä päivää.",
    "folded with an end of line": ">\n    Satama on auki\n    ympäri vuoden,\n    yötä päivää.\n",
    "kept lines": "|\n    Satama on auki\n    ympäri vuoden, yötä päivää.\n",
    "over two lines": "Satama on auki\n    ympäri vuoden, yötä päivää.",
    "in quotes with spaces around": '"  Satama on auki ympäri   vuoden, yötä päivää. "',
    "in quotes with a broken line": '"Satama on auki ympäri vuo\\\n    den, yötä päivää."',
    "spaces at the end of lines": "Satama on auki   \n    ympäri vuoden, yötä päivää.   ",
    "a space that does not break": '"Satama on auki ympäri\\u00a0vuoden, yötä päivää."',
    "letters in two pieces": unicodedata.normalize("NFD", HEADLINE),
    "letters as escapes": '"Satama on auki ymp\\u00e4ri vuoden, y\\u00f6t\\u00e4 p\\u00e4iv\\u00e4\\u00e4."',
}


@pytest.mark.parametrize("words", REWRITTEN.values(), ids=REWRITTEN)
def test_a_sentence_laid_out_in_another_way_finds_nothing(words: str) -> None:
    rewritten = STAMPED.replace(f"fi: {HEADLINE}", f"fi: {words}")
    assert rewritten != STAMPED
    assert found(rewritten) == found(STAMPED)


def test_what_is_stamped_is_not_found() -> None:
    assert {code for code, _ in found(STAMPED)}.isdisjoint({"KV212", "KV507", "KV508"})
