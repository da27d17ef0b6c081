"""In which countries the city meets others in its networks: those of the members on record."""

from collections.abc import Iterator, Sequence

from kvtool.model.partner import Partner
from kvtool.parts.sections import Block, Row, computed, table
from kvtool.queries.portfolio import Held, members_on
from kvtool.report import Paper
from kvtool.words.places import country
from kvtool.words.sorting import sort_key

Reach = dict[str, list[Held]]
"""The networks that have a member in a country, by the country's code."""


def reach(paper: Paper, networks: Sequence[Held]) -> Reach:
    """The countries in which some networks have members on the day, each with these networks."""
    kb, found = paper.reader.kb, Reach()
    for one in networks:
        members = (kb.get(Partner, member) for member in members_on(kb, one.network, paper.reader.day))
        for code in dict.fromkeys(member.country for member in members if member and member.country):
            found.setdefault(code, []).append(one)
    return found


def reach_table(paper: Paper, found: Reach) -> Block:
    """The table of the countries, those with the most networks first."""
    say, language = paper.say, paper.reader.labels.language
    named = {code: country(code, language) for code in found}

    def rows() -> Iterator[Row]:
        for code in sorted(found, key=lambda code: (-len(found[code]), sort_key(named[code]))):
            names = ", ".join(paper.reader.name(one.network.id) for one in found[code])
            yield [computed(named[code]), str(len(found[code])), names]

    columns = [say("Country"), say("Networks"), say("Which networks")]
    return table(columns, rows(), say("Where the members on record are"))
