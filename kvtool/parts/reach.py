"""In which countries the city meets others in its networks: those of the members on record."""

from collections.abc import Callable, Iterator, Sequence

from kvtool.annexes import behind, part
from kvtool.model.partner import Partner
from kvtool.parts.sections import Block, Row, computed, listed, table
from kvtool.picture import Picture, pictured
from kvtool.queries.portfolio import Held, members_on
from kvtool.report import Paper
from kvtool.words.places import country
from kvtool.words.sorting import sort_key

Reach = dict[str, list[Held]]
"""The networks that have a member in a country, by the country's code."""


def reach(paper: Paper, networks: Sequence[Held], picture: Callable[[Paper, Reach], Picture | None]) -> Block:
    """In how many countries some networks have members on record on the day; an annex has these countries, on a map too."""
    found = _countries(paper, networks)
    if not found:
        return listed([])
    number = computed(paper.say("Countries with members on record: {number}.", number=len(found)))
    there = pictured(_table(paper, found), picture(paper, found))
    return behind(listed([number]), paper.say("Where the members on record are"), part("", there))


def _countries(paper: Paper, networks: Sequence[Held]) -> Reach:
    kb, found = paper.reader.kb, Reach()
    for one in networks:
        members = (kb.get(Partner, member) for member in members_on(kb, one.network, paper.reader.day))
        for code in dict.fromkeys(member.country for member in members if member and member.country):
            found.setdefault(code, []).append(one)
    return found


def _table(paper: Paper, found: Reach) -> Block:
    """The table of the countries, those with the most networks first."""
    say, language = paper.say, paper.reader.labels.language
    named = {code: country(code, language) for code in found}

    def rows() -> Iterator[Row]:
        for code in sorted(found, key=lambda code: (-len(found[code]), sort_key(named[code]))):
            names = ", ".join(paper.reader.name(one.network.id) for one in found[code])
            yield [computed(named[code]), str(len(found[code])), names]

    return table([say("Country"), say("Networks"), say("Which networks")], rows())
