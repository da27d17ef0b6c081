"""Which records a paper is made of: of these alone the same paper comes out, and others do not matter."""

from datetime import date

import pytest

from kvtool.papers import Made, Order, make, statements_of
from kvtool.queries.audience import PublicBase
from kvtool.queries.reading import Reader
from kvtool.reporting import reports
from kvtool.store.base import KnowledgeBase
from kvtool.words.labels import labels
from tests import golden
from tests.cli import in_memory, stamped

DAY = date(2026, 3, 1)


def made_of(kb: KnowledgeBase, order: Order, day: date = DAY) -> Made:
    """A paper of a base."""
    return make(Reader(kb, day, labels("en")), order, "")


def used(kb: KnowledgeBase, order: Order) -> set[str]:
    """The ids of the records that went into a paper."""
    return {entry.id for entry in made_of(kb, order).entries}


BASE = stamped("""\
# partners/lyra.yaml
{id: lyra, type: city, names: {en: Lyra}, lead: quay, themes: [piers], standing: [{status: key, source: plan}]}
# partners/norma.yaml
{id: norma, type: city, names: {en: Norma}}
# partners/harbours.yaml
{id: harbours, type: group, names: {en: Harbours}, members: [{partner: lyra}], standing: [{status: partner, from: 2019}]}
# frameworks/strategy.yaml
{id: strategy, type: strategy, names: {en: Strategy}, from: 2020, to: 2022, source: plan}
# frameworks/other.yaml
{id: other, type: strategy, names: {en: Other}, from: 2020, source: letter}
# sources/plan.yaml
{id: plan, title: {en: Plan}, body: board, acts: [{on: 2020, act: approved}], treats: [partners]}
# sources/newer.yaml
{id: newer, title: {en: Newer}, acts: [{on: 2024, act: noted}], treats: [partners]}
# sources/letter.yaml
{id: letter, title: {en: Letter}, acts: [{on: 2019, act: external}], treats: [partners]}
# units/quay.yaml
{id: quay, type: unit, names: {en: Quay}}
# units/board.yaml
{id: board, type: unit, names: {en: Board}}
# units/school.yaml
{id: school, type: unit, names: {en: School}}
# facts/berths.yaml
{id: berths, claim: {en: Berths}, value: 12, as_of: 2025}
# facts/cranes.yaml
{id: cranes, claim: {en: Cranes}, value: 3, as_of: 2025}
# messages/many.yaml
id: many
scope: {partner: lyra}
headline: {en: "We have {fact:berths} berths"}
approvals: [{lang: en, role: chief, on: 2025-01-01, of: 000000000000}]
# messages/theirs.yaml
{id: theirs, scope: {partner: norma}, headline: {en: "They have {fact:cranes} cranes"}}
# networks/ports.yaml
{id: ports, names: {en: Ports}, members: [{partner: harbours}]}
# networks/seas.yaml
{id: seas, names: {en: Seas}, members: [{partner: norma}]}
# engagements/2025/talks.yaml
{id: talks, type: meeting, title: {en: Talks}, from: 2025-05-05, state: held, lead: quay, partners: [lyra]}
# engagements/2025/called-off.yaml
{id: called-off, type: meeting, title: {en: Called off}, from: 2025-06-05, state: cancelled, partners: [lyra]}
# engagements/2025/dinner.yaml
{id: dinner, type: meeting, title: {en: Dinner}, from: 2025-05-05, state: held, lead: school, partners: [norma]}
# partners/broken.yaml
{id: broken, type: town}
""")
OF_LYRA = {
    *("lyra", "harbours", "strategy", "plan", "newer", "quay", "board", "berths", "many", "ports", "talks", "broken"),
}  # fmt: skip


def test_a_pack_is_made_of_what_it_shows_and_of_what_decides_what_it_shows() -> None:
    assert OF_LYRA == used(in_memory(BASE), Order("brief", ["lyra"]))


def test_a_record_is_needed_where_the_paper_would_be_another_one_without_it() -> None:
    made = made_of(in_memory(BASE), Order("brief", ["lyra"]))
    every = {entry.id for entry in made.reader.kb.entries}
    assert OF_LYRA - {"broken"} == {one for one in every if made.used.needs(one)}


CASES = [
    Order("brief", ["lyra"]),
    Order("brief", ["rannasalu", "lyra"], {"on": "2026-04-01"}),
    Order("brief", ["lyra"], {"engagement": "lyra-leaders-2026-03"}),
    *(Order(name, golden.asked("sample", name).ids) for name in reports()),
]


@pytest.mark.parametrize(
    ("order", "audience"),
    [*((order, "internal") for order in CASES), *((order, "public") for order in CASES[:3])],
    ids=lambda one: one if isinstance(one, str) else " ".join((one.name, *one.ids, *one.options.values())),
)
def test_of_the_records_that_were_used_alone_the_same_paper_comes_out(order: Order, audience: str) -> None:
    kb = golden.base_of("sample")
    made = made_of(kb, order._replace(audience=audience))
    seen = made.reader.kb
    assert isinstance(seen, PublicBase) == (made.order.audience == "public")
    assert 0 < len(made.entries) <= len(seen.entries)
    if made.order.audience == "internal":
        alone = KnowledgeBase(kb.settings, [entry for entry in kb.entries if entry in made.entries])
        assert statements_of(made) == statements_of(made_of(alone, made.order))


@pytest.mark.parametrize("order", CASES[:3], ids=lambda order: " ".join((*order.ids, *order.options.values())))
def test_a_pack_of_a_dense_base_uses_a_fraction_of_it(order: Order) -> None:
    kb = golden.base_of("sample")
    made = made_of(kb, order)
    needed = [entry for entry in made.entries if made.used.needs(entry.id)]
    assert len(made.entries) < len(kb.entries) / 3
    assert len(needed) > 0.85 * len(made.entries)


def test_the_order_of_a_paper_names_ids_and_days() -> None:
    kb = in_memory(BASE)
    brief = made_of(kb, Order("brief", ["LYRA", "lyra"])).order
    assert (["lyra"], {"on": "2026-03-01"}) == (brief.ids, brief.options)
    planned = made_of(kb, Order("brief", ["lyra"], {"engagement": "Talks", "on": ""})).order
    assert {"engagement": "talks"} == planned.options
    moved = made_of(kb, Order("brief", ["lyra"], {"engagement": "Talks", "on": "2026-01-01"})).order
    assert {"engagement": "talks", "on": "2026-01-01"} == moved.options
    report = made_of(golden.base_of("sample"), Order("network-portfolio", [], {"unit": "climate-unit"})).order
    assert {"from": "2025-03-02", "to": "2026-03-01", "unit": "climate-unit"} == report.options
