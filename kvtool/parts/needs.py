"""What papers say of resource needs: how much, for which years, in which state, and sums in which no unit meets another."""

from collections.abc import Iterator, Sequence

from kvtool.model.need import Need
from kvtool.parts.membership import total
from kvtool.parts.sections import computed, number
from kvtool.queries.portfolio import Sum
from kvtool.queries.sizes import EUROS, PERSON_YEARS, funding, granted, size, unit_of
from kvtool.report import Item, Paper, item


def measured_in(paper: Paper, unit: str) -> str:
    """What something is counted in, in words."""
    say = paper.say
    common = {EUROS: say("€"), PERSON_YEARS: say("person-years"), "": say("no unit")}
    return common.get(unit, unit)


def titled(paper: Paper, need: Need) -> Item:
    """The need with its proposer; its notes are the passage that says it, and its file, which sizes it."""
    proposer = paper.reader.name(need.proposer) or paper.say("proposer not named")
    return item(f"{paper.text(need.title)} ({proposer})", paper.note(need.source, need.quote) + paper.file(need))


def amount(paper: Paper, need: Need) -> str:
    """How much it takes, how much of it was granted, and how much is used."""
    if need.amount is None:
        return paper.say("not sized")
    said = f"{number(paper, need.amount)} {measured_in(paper, unit_of(need))}"
    if need.amount == 1 and unit_of(need) == PERSON_YEARS:
        said = paper.say("1 person-year")
    got = [paper.say("granted {amount}", amount=number(paper, need.granted))] if need.granted is not None else []
    used = [paper.say("used {amount}", amount=number(paper, need.used))] if need.used is not None else []
    return ", ".join([said, *got, *used])


def years(paper: Paper, need: Need) -> str:
    """The years that it is for."""
    every = sorted(set(need.years))
    if not every:
        return paper.say("not known")
    unbroken = every == list(range(every[0], every[-1] + 1)) and len(every) > 1
    return f"{every[0]}–{every[-1]}" if unbroken else ", ".join(map(str, every))


def state(paper: Paper, need: Need) -> Item:
    """Its state, with the decision that made it so."""
    budget = paper.say("budget item {item}", item=need.budget) if need.budget else ""
    words = ", ".join(filter(None, (paper.reader.labels.code("Need.state", need.state), budget)))
    return item(words, paper.note(need.decision))


def sums(paper: Paper, needs: Sequence[Need]) -> list[str]:
    """How many there are, the person-years, the euros, and apart from both what is counted in something else."""
    kinds = (unit_of(need) for need in needs)
    others = [unit for unit in dict.fromkeys(kinds) if unit not in (EUROS, PERSON_YEARS)]
    apart = [f"{_known(paper, size(needs, unit))} {measured_in(paper, unit)}" for unit in sorted(others)]
    common = [_known(paper, size(needs, unit)) for unit in (PERSON_YEARS, EUROS)]
    return [str(len(needs)), *common, "; ".join(apart) or "–"]


def shares(paper: Paper, needs: Sequence[Need]) -> Iterator[Item]:
    """How much of what is funded in part was granted, unit by unit, of the needs of which that is known."""
    partly = [need for need in needs if funding(need) == "partly-funded" and need.granted is not None]
    for unit in dict.fromkeys(map(unit_of, partly)):
        said = {"granted": _known(paper, granted(partly, unit)), "asked": _known(paper, size(partly, unit))}
        told = paper.say("Granted of what is funded in part: {granted} of {asked}", **said)
        yield computed(f"{told} {measured_in(paper, unit)}.")


def _known(paper: Paper, one: Sum) -> str:
    return total(paper, one) if one.of else "–"
