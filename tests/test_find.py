"""What somebody means: by id, by former id, or by a name in any language, however it is typed."""

import pytest

from kvtool.errors import Exit, KvtoolError
from kvtool.queries.find import Meant, find
from tests.cli import in_memory

BASE = """\
# partners/lyra.yaml
{id: lyra, aliases: [lyra-city], type: city, names: {en: Lýra, fi: Lyyränkylä, sv: Lyrås}}
# partners/sao-vega.yaml
id: sao-vega
type: city
names: {en: São Vega, sv: S:t Vega}
other_names: [{text: Sankt-Vega}]
# partners/gross.yaml
{id: gross, type: city, names: {en: Groß Ähren}}
# partners/ursa.yaml
{id: ursa, type: city, names: {en: Ursa}}
# networks/ursa-network.yaml
{id: ursa-network, names: {en: ursa}}
# frameworks/strategy.yaml
id: strategy
type: strategy
names: {en: Strategy}
from: 2026
goals: [{id: learning, names: {en: Learning from others}}]
priorities: [{id: quays, names: {en: Quays}}]
# units/harbour-unit.yaml
{id: harbour-unit, type: unit, names: {en: Harbour Unit}, offices: [{id: harbour-chief, names: {en: Chief}}]}
# sources/plan.yaml
{id: plan, title: {en: The Plan}}
# messages/warm-quays.yaml
{id: warm-quays, scope: {general: true}, headline: {en: Warm quays}}
# facts/coal-free.yaml
{id: coal-free, claim: {en: No coal}, value: 2030, as_of: 2026}
# partners/broken.yaml
id: broken
type: town
names: {en: Broken}
"""


def found(words: str, kind: str | None = None) -> Meant:
    """What the words mean in the base."""
    return find(in_memory(BASE), words, kind)


@pytest.mark.parametrize(
    ("words", "record"),
    [
        ("lyra", "lyra"),
        ("Lýra", "lyra"),
        ("LYRA", "lyra"),
        ("  lýra ", "lyra"),
        ("LYYRANKYLA", "lyra"),
        ("lyras", "lyra"),
        ("Ly\u0301ra", "lyra"),
        ("sao vega", "sao-vega"),
        ("São-Vega", "sao-vega"),
        ("s:t vega", "sao-vega"),
        ("SANKT VEGA", "sao-vega"),
        ("GROSS AHREN", "gross"),
        ("Strategy", "strategy"),
        ("the plan", "plan"),
        ("warm quays", "warm-quays"),
        ("no coal", "coal-free"),
    ],
)
def test_a_name_in_any_language_is_found_with_letters_folded(words: str, record: str) -> None:
    meant = found(words)
    assert (record, record, None, "") == (meant.entry.id, meant.record.id, meant.part, meant.former)


def test_a_former_id_finds_the_record_and_says_so() -> None:
    meant = found("lyra-city")
    assert (meant.record.id, meant.part, meant.former) == ("lyra", None, "lyra-city")


@pytest.mark.parametrize(
    ("part", "record", "kind"),
    [
        ("learning", "strategy", "goal"),
        ("quays", "strategy", "priority"),
        ("harbour-chief", "harbour-unit", "office"),
    ],
)
def test_the_id_of_a_nested_thing_finds_it_in_its_record(part: str, record: str, kind: str) -> None:
    meant = found(part)
    assert meant.part is not None
    assert (record, part, kind) == (meant.record.id, meant.part.id, meant.part.kind)


@pytest.mark.parametrize(
    ("words", "kind", "code", "message", "remedy"),
    [
        ("URSA", None, Exit.USAGE, "'URSA' can be ursa-network, ursa", "name one of them by its id"),
        ("lyrra", None, Exit.USAGE, "no record 'lyrra'", "did you mean lyra?"),
        ("wram-quays", None, Exit.USAGE, "no record 'wram-quays'", "did you mean warm-quays?"),
        ("wram-quays", "partner", Exit.USAGE, "no record 'wram-quays'", "'kvtool list' shows what there is"),
        ("xyzzy", None, Exit.USAGE, "no record 'xyzzy'", "'kvtool list' shows what there is"),
        ("", None, Exit.USAGE, "no record ''", "'kvtool list' shows what there is"),
        ("../../etc/passwd", None, Exit.USAGE, "no record '../../etc/passwd'", "'kvtool list' shows what there is"),
        ("a\x1b[2J\nb", None, Exit.USAGE, "no record 'a␛[2J␊b'", "'kvtool list' shows what there is"),
        ("x" * 99, None, Exit.USAGE, f"no record '{'x' * 80}'", "'kvtool list' shows what there is"),
        (
            "broken",
            None,
            Exit.INCOMPLETE,
            "the record 'broken' is broken: data/partners/broken.yaml:2:7: 'town' is not a code of 'type'",
            "'kvtool lint' says what is wrong",
        ),
    ],
    ids=[
        "ambiguous",
        "misspelt name",
        "misspelt id",
        "another kind is not near",
        "nothing near",
        "nothing",
        "a path",
        "control characters",
        "long",
        "broken",
    ],
)
def test_what_is_not_found_is_answered_with_what_to_do(
    words: str, kind: str | None, code: Exit, message: str, remedy: str
) -> None:
    with pytest.raises(KvtoolError) as raised:
        found(words, kind)
    assert (code, message, remedy) == (raised.value.exit_code, raised.value.message, raised.value.remedy)


def test_a_kind_decides_between_records_of_one_name() -> None:
    assert [found("URSA", kind).record.id for kind in ("partner", "network")] == ["ursa", "ursa-network"]


def test_an_id_goes_before_a_name() -> None:
    assert found("ursa").record.id == "ursa"
