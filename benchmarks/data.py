"""An invented base of any size, the same bytes on every machine: `python -m benchmarks.data DIR [RECORDS]`.

Three tenths are partners, one tenth networks, three tenths messages, three tenths engagements; the styles of YAML are
mixed as people mix them: flow, literal and folded blocks, quotes, comments, unquoted NO and dates.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fixed import DIVISIONS, FACTS, GOALS, PRIORITIES, SETTINGS, SOURCES, fixed
from benchmarks.phrases import block, place, sentence, slug

COUNTRIES = ("FI", "SE", "NO", "EE", "DK", "LV", "LT", "DE", "NL", "GB")
LEVELS = ("deputy-mayor", "management", "expert")


class Base:
    """All records of one size and seed; each is drawn on its own, so that one does not shift the next."""

    def __init__(self, records: int, seed: int = 1) -> None:
        self.seed = seed
        partners, networks, messages = records * 3 // 10, records // 10, records * 3 // 10
        self.places = [place(self._draw("place", number)) for number in range(partners)]
        self.partners = [f"{slug(name)}-{number:06d}" for number, (name, _) in enumerate(self.places)]
        self.networks = [f"harbour-network-{number:05d}" for number in range(networks)]
        self.messages = [f"quay-message-{number:06d}" for number in range(messages)]
        self.engagements = [f"visit-{number:06d}" for number in range(records - partners - networks - messages)]

    def _draw(self, kind: str, number: int) -> random.Random:
        return random.Random(f"{self.seed} {kind} {number}")

    def files(self) -> Iterator[tuple[str, str]]:
        """Path below `data/` and text of every record."""
        yield from fixed().items()
        for number, name in enumerate(self.partners):
            yield f"partners/{name}.yaml", self.partner(number, self._draw("partner", number))
        for number, name in enumerate(self.networks):
            yield f"networks/{name}.yaml", self.network(number, self._draw("network", number))
        for number, name in enumerate(self.messages):
            yield f"messages/{name}.yaml", self.message(number, self._draw("message", number))
        for number, name in enumerate(self.engagements):
            draw = self._draw("engagement", number)
            year = draw.randint(2015, 2025)
            yield f"engagements/{year}/{name}.yaml", self.engagement(number, year, draw)

    def partner(self, number: int, draw: random.Random) -> str:
        """A partner's file."""
        name, (finnish, swedish) = self.partners[number], self.places[number]
        text = f"# Kumppani {number}: {finnish}; tarkistetaan kevään kierroksella\n"
        text += f"id: {name}\ntype: {draw.choice(('city', 'city', 'region', 'university', 'company'))}\n"
        text += f"names:\n  fi: {finnish} {number}\n  sv: \"{swedish} {number}\"\n  en: 'Town of {swedish}: {number}'\n"
        text += f"country: {draw.choice(COUNTRIES)}\nlink: https://example.org/{name}\nstanding:\n"
        text += "  - {status: partner, source: plan-2018}  # ensimmäinen maininta\n"
        if draw.random() < 0.7:
            text += f"  - status: {draw.choice(('key', 'maintained', 'prioritised'))}\n    source: plan-2022\n"
            text += f"    from: {_day(draw, 2022, 2025)}\n    quote: {sentence(draw, 'fi')}\n"
        text += f"lead: {draw.choice(DIVISIONS)}\nusers: [{_some(draw, DIVISIONS, 2)}]\n"
        text += f"themes: [{_some(draw, PRIORITIES, draw.randint(1, 3))}]\ncooperation:\n"
        for form in ("projects", *draw.sample(("knowledge-exchange", "joint-influencing"), draw.choice((0, 1, 1)))):
            text += f"  - form: {form}\n    priority: {draw.choice(PRIORITIES)}\n    text:\n"
            text += f"      fi: {block(draw, 'fi', draw.randint(1, 2), 8)}\n      en: {block(draw, 'en', 1, 8, '>-')}\n"
            text += f'    gains:\n      fi: {sentence(draw, "fi")}\n    gives: {{sv: "Kunnande om hamnar, öar"}}\n'
        text += f"agreements:\n  - id: {name}-agreement\n    type: cooperation\n    signed: {_day(draw, 2016, 2024)}\n"
        text += f"    source: plan-2018\n    goal: {draw.choice(GOALS)}\n"
        text += "    renewal:\n      fi: Jatkuu vuoden kerrallaan\n"
        text += "offers:\n  - fi: 'Opastusta: lämpö merestä'\nseeks:\n  - {fi: Kokemuksia, sv: Erfarenheter}\n"
        text += f"mapping: {{influence: {draw.randint(1, 3)}, interest: {draw.randint(1, 3)}}}\n"
        if draw.random() < 0.5:
            text += f"sensitivities:\n  - handling: ask-first\n    text:\n      fi: {sentence(draw, 'fi')}\n"
        return text + f"contact_rhythm: 12m\nnotes: {block(draw, 'fi', 1, 2)}\n"

    def network(self, number: int, draw: random.Random) -> str:
        """A network's file, with the city's membership."""
        division = draw.choice(DIVISIONS)
        owner = "coordination-unit" if draw.random() < 0.3 else division
        text = f"id: {self.networks[number]}\n# nimi vahvistetaan vuosikokouksessa\nnames:\n"
        text += f"  fi: Satamien verkosto {number}\n  sv: Hamnarnas nätverk {number}\n  en: 'Network of harbours: {number}'\n"
        text += f"link: https://example.org/networks/{number}\nthemes: [{_some(draw, PRIORITIES, 2)}]\n"
        text += f"host: {draw.choice(self.partners)}\nmembers:\n"
        for member in draw.sample(self.partners, min(draw.randint(3, 5), len(self.partners))):
            text += f"  - partner: {member}\n    from: {_day(draw, 2015, 2025)}\n"
        text += "membership:\n  statements:\n    - status: member\n      form: full\n"
        text += f"      from: {_day(draw, 2018, 2022)}\n      source: {draw.choice(SOURCES[:2])}\n"
        text += f"  scope: {division if owner == division else 'city-wide'}\n"
        text += f"  owner: {owner}\n  coordinator: {owner}\n"
        text += f"  users: [{_some(draw, DIVISIONS, 3)}]  # useampi toimija\n  goals:\n"
        for goal in draw.sample(GOALS, draw.choice((1, 2, 2))):
            text += f"    - goal: {goal}\n      priority: {draw.choice(PRIORITIES)}\n"
            text += f'      text:\n        fi: {sentence(draw, "fi")}\n        en: "{sentence(draw, "en")}"\n'
            text += "      measure: {fi: Kolme yhteistä kokeilua vuodessa}\n"
        text += "  fees:\n"
        for year in (2024, 2025):
            text += f'    - {{year: {year}, euros: {draw.randint(0, 9000)}.50, budget: "1 50 04"}}\n'
        text += f"  effort: [{{year: 2025, person_days: {draw.randint(5, 60)}}}]\n  notice:\n"
        return text + f"    fi: {block(draw, 'fi', draw.randint(2, 3), 6)}\n    sv: {block(draw, 'sv', 1, 6, '>-')}\n"

    def message(self, number: int, draw: random.Random) -> str:
        """A key message's file; every other one is a variant of the one before, with its scope."""
        scope = self._scope(self._draw("scope", number // 2))
        text = f"id: {self.messages[number]}\nscope: {{{scope}}}\nheadline:\n  fi: {sentence(draw, 'fi')}\n"
        text += f"  sv: {sentence(draw, 'sv')}\n  en: '{sentence(draw, 'en')}'\n  proposed: [sv, en]\npoints:\n"
        for fact in draw.sample(FACTS, draw.choice((1, 1, 2))):
            text += f"  - text:\n      fi: {block(draw, 'fi', draw.randint(4, 8), 8)}\n"
            text += f"        Meren lämmöstä saadaan {{fact:{fact}}}.\n"
            text += f"      en: {block(draw, 'en', draw.randint(2, 4), 8, '>-')}\n    proofs: [{fact}]\n"
        text += "audiences: [cities, investors, residents]  # yleisöt\nif_asked:\n"
        text += f'  - question: {{fi: "{sentence(draw, "fi")}"}}\n'
        text += f"    answer:\n      fi: {block(draw, 'fi', draw.randint(4, 9), 8)}\n\n"
        text += f"        {sentence(draw, 'fi')}\n      sv: {block(draw, 'sv', draw.randint(2, 4), 8)}\n"
        text += f"owner: {draw.choice(DIVISIONS)}\n"
        if number % 2:
            text += f"variant_of: {self.messages[number - 1]}\n"
        return text + f"sources:\n  - source: {draw.choice(SOURCES)}\n    quote: {sentence(draw, 'fi')}\n"

    def _scope(self, draw: random.Random) -> str:
        kind = draw.choice(("general", "priority", "priority", "partner", "network"))
        ids = {"priority": PRIORITIES, "partner": self.partners, "network": self.networks}
        return f"{kind}: {draw.choice(ids[kind]) if kind in ids else 'true'}"

    def engagement(self, number: int, year: int, draw: random.Random) -> str:
        """An engagement's file: held, with what was asked, promised and learned."""
        name, sort = self.engagements[number], draw.choice(("visit-in", "visit-out", "meeting", "advocacy"))
        text = f"# Tapaaminen {number}\nid: {name}\ntype: {sort}\n"
        text += (
            f"title:\n  fi: {sentence(draw, 'fi')[:50].rstrip(' ,')}\n  en: {sentence(draw, 'en')[:48].rstrip(' ,')}\n"
        )
        text += f"from: {_day(draw, year, year)}\nto: {_day(draw, year + 1, year + 1)}\nstate: held\n"
        text += f"lead: {draw.choice(DIVISIONS)}\npartners: [{_some(draw, self.partners, draw.randint(1, 3))}]\n"
        text += f"networks:\n  - {draw.choice(self.networks)}\nlevel: {draw.choice(LEVELS)}\nobjectives:\n"
        for _ in range(draw.randint(1, 2)):
            text += f"  - fi: {sentence(draw, 'fi')}\n"
        text += f"priorities: [{_some(draw, PRIORITIES, 2)}]\ngoals: [{draw.choice(GOALS)}]\n"
        text += f"messages:\n  - {draw.choice(self.messages)}\n"
        text += "gains: {fi: Kokemuksia laitureista}\n"
        text += ("gives: {fi: Kokemuksia lämmöstä}\n" if sort == "advocacy" else "") + "result:\n"
        text += f"  fi: {block(draw, 'fi', draw.randint(7, 11), 4)}\n  en: {block(draw, 'en', draw.randint(2, 4), 4, '>-')}\n"
        if draw.random() < 0.45:
            text += (
                f'commitments:\n  - by: {draw.choice(("us", "partner"))}\n    text: {{fi: "{sentence(draw, "fi")}"}}\n'
            )
            text += f"    owner: {draw.choice(DIVISIONS)}\n    due: {year + 1}-09-30\n    state: done\n"
        if draw.random() < 0.35:
            text += f"outcomes:\n  - id: {name}-outcome\n    changed:\n      fi: {block(draw, 'fi', 1, 8, '>-')}\n"
            text += f"    by_whom: {draw.choice(self.partners)}\n    level: result\n    goals: [{draw.choice(GOALS)}]\n"
            text += f"    priorities: [{draw.choice(PRIORITIES)}]\n    evidence: [{{source: {draw.choice(SOURCES)}}}]\n"
        if draw.random() < 0.5:
            text += (
                f"lessons:\n  - id: {name}-lesson\n    state: applied\n    text:\n      fi: {sentence(draw, 'fi')}\n"
            )
            text += f"    applied_in: [{draw.choice(self.engagements)}]\n"
        return text + ("visit-in: {topic: {fi: Satamien lämpö}}\n" if sort == "visit-in" else "")


def _day(draw: random.Random, first: int, last: int) -> str:
    """A date between two years, now and then without its day."""
    month = f"{draw.randint(first, last)}-{draw.randint(1, 12):02d}"
    return month if draw.random() < 0.1 else f"{month}-{draw.randint(1, 28):02d}"


def _some(draw: random.Random, ids: tuple[str, ...] | list[str], number: int) -> str:
    return ", ".join(draw.sample(ids, min(number, len(ids))))


def write(folder: Path, records: int, seed: int = 1) -> None:
    """Writes a base of so many records, and the few that they refer to, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kvtool.toml").write_text(SETTINGS, encoding="utf-8")
    for path, text in Base(records, seed).files():
        file = folder / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000)
