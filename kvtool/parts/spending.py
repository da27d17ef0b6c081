"""What a membership takes, year by year: the fee, the time, the journeys, and the whole by the reviews."""

from collections.abc import Sequence

from kvtool.parts.membership import known, total
from kvtool.parts.sections import Row, Section, computed, listed, section, table
from kvtool.queries.portfolio import Held, Sum, cost, reviews, summed, together, travel
from kvtool.report import Paper, item


def spending(paper: Paper, one: Held, years: Sequence[int]) -> Section:
    """Fee, time and journeys of each year, and the whole cost by the reviews."""
    say, kb, day = paper.say, paper.reader.kb, paper.reader.day
    if not paper.internal:
        return section(say("The cost is internal."))
    spent = [cost(one.membership, year) for year in years]
    journeys = [travel(kb, one.network, year, day) for year in years]
    by_review = {int(review.on[:4]): review.cost for review in reversed(reviews(one.membership, day))}
    rows: list[Row] = [
        [
            item(str(year.year), paper.file(one.network)),
            known(paper, year.euros),
            known(paper, year.days),
            _journeys(paper, trips),
            known(paper, by_review.get(year.year)),
        ]
        for year, trips in zip(spent, journeys, strict=True)
    ]
    sums = [total(paper, summed(column)) for column in ((it.euros for it in spent), (it.days for it in spent))]
    rows.append([computed(say("Together")), *sums, _journeys(paper, together(journeys)), ""])
    columns = [say("Year"), say("Fee, €"), say("Person-days"), say("Travel, €")]
    columns += [say("Whole cost by the review of the year, €")]
    counted = computed(
        say("Travel is that to engagements of the network on record; one of several networks counts for each.")
    )
    return section("", table(columns, rows), listed([counted]))


def _journeys(paper: Paper, trips: Sum) -> str:
    return total(paper, trips) if trips.of else paper.say("no journey on record")
