"""The public summary: the city's partners, networks and key messages, as far as anybody may know of them.

It is for the public whoever asks for it: nothing internal is looked at while it is made.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, get_args

from kvtool.annexes import behind, cut, length, part
from kvtool.model.engagement import Engagement
from kvtool.model.message import Message
from kvtool.model.partner import Partner
from kvtool.model.source import Source
from kvtool.model.statement import ENDING, StandingCode
from kvtool.parts.membership import form, roles, since, stated
from kvtool.parts.messages import Bank, bank, outdated, point
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.picture import pictured
from kvtool.pictures import partners_by_country
from kvtool.queries.audience import PUBLIC, heard_by
from kvtool.queries.bank import Sheet, sheets
from kvtool.queries.owners import coordinator
from kvtool.queries.portfolio import Held, portfolio
from kvtool.report import Item, Paper, item
from kvtool.reporting import Report, Wish, past_year
from kvtool.store.calendar import after
from kvtool.store.statements import Resolved, act_on
from kvtool.words.places import country
from kvtool.words.sorting import sort_key

REPORT = Report(lambda say: say("For the public, whoever asks: partners, networks and key messages that are in force"))

RANKS: Final = ("key", "special", "twin-city", "prioritised", "partner")
"""The standings that come first; the others follow in the order in which the model names them."""

RESTING: Final = ENDING | {"dormant"}
"""The standings of partners with whom nothing is done, for now or any more."""

YEARS: Final = 4
"""After how many years, a term of office, it is said that nothing newer is stated."""

FIRST: Final = 10
"""How many partners stand in the text, the weightiest first, and how many messages; where there are more, all are an annex."""

FEW: Final = 3
"""How many groups and former partners."""

HIGHEST: Final = ("mayor", "deputy-mayor")

Known = tuple[Partner, Resolved]


def content(paper: Paper, _: Wish) -> dict[str, Any]:
    """The summary's sections, in the order of the template."""
    _opened(paper)
    kb, day = paper.reader.kb, paper.reader.day
    partners = _in_order(paper, [(one, paper.reader.resolved(one)) for one in kb.all(Partner)])
    networks, known = portfolio(paper.reader), bank(paper)
    used = [one for one in known.all() if known.in_use(one)]
    made = {
        "title": paper.say("International relations of the city: public summary"),
        "owners": [coordinator(paper.reader.kb)],
        "short": _short(paper, partners, networks, used, day),
        "partners": _partners(paper, partners),
        "networks": _networks(paper, networks),
        "messages": _messages(paper, known, sheets(kb, used)),
    }
    _old(paper, partners)
    outdated(paper, known, used)
    return made


def _opened(paper: Paper) -> None:
    """Turns a paper for anybody into one for the public, before anything is written in it."""
    if paper.internal:
        paper.audience, paper.reader = PUBLIC, heard_by(paper.reader, PUBLIC)


def _in_order(paper: Paper, known: Sequence[Known]) -> list[Known]:
    """Partners by their standing, the weightiest first, then by name."""
    order = list(dict.fromkeys((*RANKS, *get_args(StandingCode))))

    def key(one: Known) -> tuple[int, tuple[str, str], str]:
        rank = order.index(one[1].headline.status) if one[1].headline else len(order)
        return rank, sort_key(paper.reader.name(one[0].id)), one[0].id

    return sorted(known, key=key)


def _short(
    paper: Paper, partners: Sequence[Known], networks: Sequence[Held], used: Sequence[Message], day: date
) -> Section:
    """How much there is, in numbers."""
    say, year = paper.say, past_year(paper.reader.kb, day)
    met = [
        one
        for one in paper.reader.kb.all(Engagement)
        if one.state == "held" and one.level in HIGHEST and year.first <= one.from_.first <= year.last
    ]
    counts = {
        say("Partners, groups counted apart"): sum(_is_active(one) and one[0].type != "group" for one in partners),
        say("Groups of partners"): sum(_is_active(one) and one[0].type == "group" for one in partners),
        say("Memberships of networks"): sum(one.group == "membership" for one in networks),
        say("Key messages in force in this language"): len(used),
        say("Meetings of the mayor or a deputy mayor in the past year, as far as they are public"): len(met),
    }
    return section("", listed(computed(f"{label}: {count}") for label, count in counts.items()))


def _is_active(one: Known) -> bool:
    """Whether anything is stated of a partner but rest or an end."""
    return one[1].headline is not None and one[1].headline.status not in RESTING


def _partners(paper: Paper, partners: Sequence[Known]) -> Section:
    """The partners by standing, the groups, those at rest or of former times, and those of which nothing is stated."""
    say, reader = paper.say, paper.reader
    active = [one for one in partners if _is_active(one)]
    single = [one for one in active if one[0].type != "group"]
    groups = [one for one in active if one[0].type == "group"]
    former = [one for one in partners if one[1].headline and not _is_active(one)]
    silent = ", ".join(reader.name(one.id) for one, resolved in partners if not resolved.headline)
    columns = [say("Partner"), say("What it is"), say("Standing"), say("Since"), say("Authority")]
    members, annex = [say("Group"), say("Members"), *columns[2:]], say("Partners")
    first = table([*columns, say("Topics")], (_row(paper, one, _topics(paper, one)) for one in single))
    return section(
        say("No partner is public."),
        pictured(cut(first, FIRST, annex), partners_by_country.picture(paper, (partner for partner, _ in single))),
        cut(table(members, (_row(paper, one) for one in groups), say("Groups of partners")), FEW, annex),
        cut(table(columns, (_row(paper, one) for one in former), say("Ended, suspended or at rest")), FEW, annex),
        listed([computed(silent)] if silent else [], say("Named in the city's documents, without a stated standing")),
    )


def _topics(paper: Paper, one: Known) -> str:
    return ", ".join(map(paper.reader.name, one[0].themes)) or paper.say("not on record")


def _row(paper: Paper, one: Known, *more: str) -> Row:
    """A partner, what or who it is, and its standing, since when and by whom it is stated."""
    reader, (partner, resolved) = paper.reader, one
    head = resolved.headline
    what = [reader.labels.code("Partner.type", partner.type)]
    what += [country(partner.country, reader.labels.language)] if partner.country else []
    members = sorted((reader.name(member.partner) for member in partner.members), key=sort_key)
    notes = paper.note(head.source, head.statement.quote) if head else []
    said = f"{reader.authority(head.authority)} {reader.source_date(head.source)}" if head else ""
    return [
        reader.name(partner.id),
        ", ".join(what) if partner.type != "group" else ", ".join(members) or paper.say("not on record"),
        item(reader.status(resolved), notes or paper.file(partner)),
        reader.date(head.begins) if head else "",
        said.strip(),
        *more,
    ]


def _old(paper: Paper, partners: Sequence[Known]) -> None:
    """Puts into the box of gaps the partners of whose standing nothing was said for years."""
    kb, day = paper.reader.kb, paper.reader.day
    names = []
    for partner, resolved in partners:
        act = act_on(kb.get(Source, resolved.headline.source), day) if resolved.headline else None
        if act and after(act.on.last, f"{YEARS}y") < day:
            names.append(paper.reader.name(partner.id))
    if names:
        told = {"years": YEARS, "names": ", ".join(names)}
        paper.gap(paper.say("Standing stated more than {years} years ago, and not since: {names}.", **told))


def _networks(paper: Paper, networks: Sequence[Held]) -> Section:
    """The memberships with what they are for; apart from them what is only aimed at, and cooperation without membership."""
    say = paper.say

    def row(one: Held) -> Row:
        goals = [item(paper.text(goal.text), paper.note(goal.source, goal.quote)) for goal in one.membership.goals]
        return [
            _name(paper, one),
            item(form(paper, one), stated(paper, one)["notes"]),
            since(paper, one),
            goals or say("none set"),
            [told for _, _, told in roles(paper, one, ("held",))] or say("none"),
        ]

    def state(group: str, title: str) -> Any:
        rows = [[_name(paper, one), stated(paper, one)] for one in networks if one.group == group]
        return table([say("Network"), say("State")], rows, title)

    columns = [say("Network"), say("Form"), say("Since"), say("Goals"), say("Roles now")]
    members = [row(one) for one in networks if one.group == "membership"]
    return section(
        say("No network is public."),
        table(columns, members, say("Memberships")),
        state("aim", say("Aims, not memberships")),
        state("cooperation", say("Cooperation without membership")),
    )


def _name(paper: Paper, one: Held) -> Item:
    return item(paper.reader.name(one.network.id), paper.file(one.network))


def _messages(paper: Paper, known: Bank, found: Sequence[Sheet]) -> Section:
    """The messages in force in the paper's language, by theme."""

    def lines(sheet: Sheet) -> Iterator[Item]:
        for message in sheet.messages:
            points = [point(known, message, one) for one in message.points]
            words = [known.words(message.headline), *(known.words(one.text) for one in message.points)]
            cited = [*paper.cite(message.sources), *(number for one in points for number in one["notes"])]
            yield item(" ".join(words), list(dict.fromkeys(cited)) or paper.file(message))

    def headlines(sheet: Sheet) -> Iterator[Item]:
        for message in sheet.messages:
            cited = paper.cite(message.sources) or paper.file(message)
            yield item(f"{_theme(paper, sheet)}: {known.words(message.headline)}", cited)

    blocks = [listed(lines(sheet), _theme(paper, sheet)) for sheet in found]
    if sum(map(length, blocks)) > FIRST:
        short = [one for sheet in found for one in headlines(sheet)]
        whole = part("", *blocks)
        blocks = [behind(listed(short[:FIRST]), paper.say("Key messages"), whole, of=len(short))]
    return section(paper.say("No key message is approved in this language."), *blocks)


def _theme(paper: Paper, sheet: Sheet) -> str:
    return paper.name(sheet.about) or paper.say("In general")
