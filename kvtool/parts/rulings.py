"""What the coordination group rules on, in the words of a paper: the matter, its kind, when, who prepares it, what is known."""

from kvtool.model.engagement import Engagement
from kvtool.model.network import Network
from kvtool.model.partner import Agreement, Partner
from kvtool.parts.membership import stated, verdict
from kvtool.parts.sections import Block, Row, table
from kvtool.queries.owners import owner_of, parts_on
from kvtool.queries.portfolio import held
from kvtool.queries.waiting import Waiting, missing_of
from kvtool.report import Item, Paper, item
from kvtool.words.dates import say_span


def rulings(paper: Paper, every: list[Waiting], agenda: set[str]) -> Block:
    """The matters as a table; `agenda` are the ids that the next meeting has on its own."""
    say = paper.say
    columns = [say("Matter"), say("What is decided"), say("When"), say("Prepared by"), say("What is on record")]
    columns.append(say("On the next agenda"))

    def row(one: Waiting) -> Row:
        prepares = paper.name(owner_of(paper.reader.kb, one.record, one.path)) or say("nobody named")
        listed = say("yes") if one.record.id in agenda else say("no")
        matter = item(paper.name(one.record.id), paper.file(one.record))
        return [matter, kind(paper, one.sort), when(paper, one), prepares, known(paper, one), listed]

    return table(columns, map(row, every))


def kind(paper: Paper, sort: str) -> str:
    """What is decided in a matter."""
    say = paper.say
    return {
        "membership": say("whether to join"),
        "verdict": say("what becomes of the membership"),
        "agreement": say("an agreement"),
        "agreement-exception": say("an exception for an agreement"),
        "event": say("an event abroad"),
        "event-exception": say("an exception for an event abroad"),
        "bid": say("a bid"),
        "mayor": say("what the mayor takes part in"),
        "renewal": say("whether an agreement is renewed"),
    }[sort]


def when(paper: Paper, one: Waiting) -> str:
    """When it is to be; a membership has a deadline at most."""
    record, language = one.record, paper.reader.labels.language
    if isinstance(record, Engagement):
        return say_span(record.from_, record.to, language) if record.to else paper.reader.date(record.from_)
    part = parts_on(record, one.path)[-1]
    if isinstance(part, Agreement):
        if one.sort == "renewal":
            return paper.say("ends {date}", date=paper.reader.date(part.to))
        return paper.say("signed {date}", date=paper.reader.date(part.signed))
    head = held(paper.reader, record).resolved.headline if isinstance(record, Network) else None
    deadline = getattr(head.statement, "deadline", None) if head else None
    return paper.say("by {date}", date=paper.reader.date(deadline)) if deadline else paper.say("no deadline")


def known(paper: Paper, one: Waiting) -> list[Item]:
    """What is on record for the decision, and what is not."""
    record, say = one.record, paper.say
    if isinstance(record, Network):
        return _membership(paper, record, one.sort)
    if isinstance(record, Partner):
        part = parts_on(record, one.path)[-1]
        return [_agreement(paper, record, part, one.sort)] if isinstance(part, Agreement) else []
    told = [paper.reader.labels.code("Engagement.state", getattr(record, "state", None))]
    if isinstance(record, Engagement) and record.event:
        event = record.event
        told += [paper.text(event.exception), paper.text(event.assessment), paper.text(event.resources)]
        if (lacks := missing_of(event)) and one.sort != "mayor":
            fields = ", ".join(map(paper.reader.labels.field, lacks))
            told.append(say("not recorded: {fields}", fields=fields))
    elif isinstance(record, Engagement) and record.bid:
        told.append(paper.reader.labels.code("Bid.funding", record.bid.funding))
        told.append(paper.text(record.gains))
    return [item("; ".join(filter(None, told)))]


def _agreement(paper: Paper, partner: Partner, agreement: Agreement, sort: str) -> Item:
    """An agreement with the exception that was asked for, or the terms of renewal."""
    name = paper.text(agreement.names) or paper.reader.labels.code("Agreement.type", agreement.type)
    more = paper.text(agreement.renewal if sort == "renewal" else agreement.exception)
    return item(": ".join(filter(None, (name, more))), paper.grounds(agreement, partner))


def _membership(paper: Paper, network: Network, sort: str) -> list[Item]:
    one = held(paper.reader, network)
    review = one.review(paper.reader.day)
    lines = [stated(paper, one)] if sort == "membership" else []
    if review:
        words = {"date": paper.reader.date(review.on), "verdict": verdict(paper, review)}
        because = f": {paper.text(review.because)}" if review.because else ""
        lines.append(
            item(paper.say("the review of {date} proposes: {verdict}", **words) + because, paper.file(network))
        )
    else:
        lines.append(item(paper.say("no review is on record"), paper.file(network)))
    return lines
