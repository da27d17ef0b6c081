"""What a membership can come to: why to give it up, what that would cost, the options, a text to decide on."""

from collections.abc import Iterator, Sequence

from kvtool.model.network import MembershipReview
from kvtool.parts.membership import known, roles, verdict
from kvtool.parts.relation import sentence
from kvtool.parts.sections import computed, inferred
from kvtool.queries.portfolio import Held, cost, done_in, only_here, outcomes_in
from kvtool.report import Item, Paper, item
from kvtool.store.calendar import later, over
from kvtool.store.policy import whole


def reasons_to_give_up(paper: Paper, one: Held) -> Iterator[Item]:
    """Why a membership is a candidate to give up: a review says so, or nothing is done in it."""
    say, reader = paper.say, paper.reader
    name, review = reader.name(one.network.id), one.review(reader.day)
    if review and review.verdict == "leave":
        told = say("{name}: the review of {date} says leave", name=name, date=reader.date(review.on))
        why = f": {paper.text(review.because)}" if review.because else ""
        yield item(f"{told}{why}", paper.note(review.decision) + paper.file(one.network))
    if review and review.give_up:
        other = reader.name(review.give_up)
        told = say("{name}: named in the review of {other} as the one to give up", name=other, other=name)
        yield item(told, paper.note(review.decision) + paper.file(one.network))
    quiet = whole(reader.kb.settings, "quiet_network_days")
    last = next((over(engagement) for engagement in done_in(reader.kb, one.network, reader.day)), None)
    busy = quiet is None or (last is not None and later(last, quiet) >= reader.day)
    if not busy and not any(roles(paper, one, ("held",))):
        when = say("since {date}", date=reader.date(last)) if last else say("ever")
        told = say("{name}: no engagement or role on record {when}", name=name, when=when)
        yield computed(told, paper.file(one.network))


def losses(paper: Paper, one: Held, every: Sequence[Held]) -> list[Item]:
    """What would be lost by leaving: what the last review says, roles, partners met nowhere else, own questions, results."""
    say, reader = paper.say, paper.reader
    kb, day, file = reader.kb, reader.day, paper.file(one.network)
    review = one.review(day)
    lost = [item(paper.text(text), file) for text in (review.losses if review else ())]
    lost += [
        item(say("The role: {role}", role=told["text"]), told["notes"])
        for _, _, told in roles(paper, one, ("held", "planned"))
    ]
    partners = ", ".join(map(reader.name, only_here(kb, one, every, day)))
    if partners:
        lost.append(computed(say("Partners met in no other membership: {names}", names=partners), file))
    lost += [item(say("The city's own question: {what}", what=paper.text(it.text)), file)
             for it in one.membership.questions]  # fmt: skip
    done, came = done_in(kb, one.network, day), outcomes_in(kb, one.network, day)
    if done:
        told = say(
            "A channel that gave {done} engagements and {came} outcomes on record", done=len(done), came=len(came)
        )
        lost.append(computed(told, file))
    return lost


def options(paper: Paper, one: Held, year: int) -> list[Item]:
    """The options that the last review considered; else those open to the city, with what they mean by what is on record."""
    say, file = paper.say, paper.file(one.network)
    if (review := one.review(paper.reader.day)) and review.options:
        return [item(f"{sentence(verdict(paper, it))}: {paper.text(it.text)}", file) for it in review.options]
    if one.group == "aim":
        joining = say("Join: an owner, goals and the cost of a year have to be named first")
        return [computed(joining, file), computed(say("Do not join: the aim is taken off the list"), file)]
    spent = [cost(one.membership, before) for before in (year, year - 1)]
    euros = next((it.euros for it in spent if it.euros is not None), None)
    days = next((it.days for it in spent if it.days is not None), None)
    price = say("{days} person-days a year", days=known(paper, days))
    if paper.internal:
        price = say("{euros} € and {rest}", euros=known(paper, euros), rest=price)
    sought = [told["text"] for _, _, told in roles(paper, one, ("planned",))]
    more = say("seek {roles}", roles="; ".join(sought)) if sought else say("no role is sought yet; name one")
    notice = paper.text(one.membership.notice) or say("not on record")
    if one.resolved.headline and one.resolved.headline.status == "notice-given":
        kept = say("Take the notice back: {price}", price=price)
        return [computed(say("Let the membership end: saves {price}", price=price), file), computed(kept, file)]
    lines = [
        say("Continue: {price}", price=price),
        say("Intensify: {price}, and {more}", price=price, more=more),
        say("Negotiate: the same for less; weigh it before the notice ({notice})", notice=notice),
        say("Leave: saves {price}; notice: {notice}", price=price, notice=notice),
    ]
    return [computed(line, file) for line in lines]


def decision(paper: Paper, one: Held, review: MembershipReview) -> Item:
    """A text to decide on: that which the review proposes, else one made of its verdict."""
    say, name = paper.say, paper.reader.name(one.network.id)
    notes = paper.note(review.decision) + paper.file(one.network)
    if review.proposal:
        return item(paper.text(review.proposal), notes)
    texts = {
        "continue": say("The city continues its membership of {name}.", name=name),
        "intensify": say("The city continues its membership of {name} and takes a more active part in it.", name=name),
        "negotiate": say("The city negotiates the terms of its membership of {name}.", name=name),
        "leave": say("The city gives up its membership of {name} and gives notice by its rules.", name=name),
        "join": say("The city joins {name}.", name=name),
        "not-join": say("The city does not join {name}.", name=name),
    }
    return inferred(texts[review.verdict], notes)
