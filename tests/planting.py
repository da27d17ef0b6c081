"""Plants faults in the files of a base and says where each of them stands.

Most operators are a row of `ROWS`: what to look for in a file's text, what to put there. In what is put, each ‸ stands
just before a fault and is left out, and OWN is the record's id.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random

from tests.planting_content import ROWS as CONTENT

Files = dict[str, str]
"""The texts of records by their paths; a byte that is no UTF-8 is a surrogate in them."""

Fault = tuple[str, int, int]
"""Code, line and column."""

Place = tuple[str, int, int, str]
"""Path, line, column and code, in the order of findings."""

WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PLAIN = r"(?m)^( *(?:- )?[a-z_]+: )(\w[^\n\"'#{]*)$"
ONE_LINE = r"(?m)^( *)([a-z_]+)(: \S[^\n]*\n)"
QUOTED = r"(?m)(: )\"(?=[^\"\n]*\"$)"
LINE = r"(?m)^( *)(?=[a-z_]+:)"
WHOLE = r"\A(?s:.*)\Z"
FLAT = "facts|messages|networks|partners"
"""The folders of records that hold nothing with an id of its own."""

ROWS = [
    # name, faults (by comma; several at one place by +), folders, what to look for, what to put
    ("latin-1 byte", "KV001", "", "ä", "‸\udce4"),
    ("control character", "KV002", "", r"(?<=\w) (?=\w)", "‸\x1b"),
    ("escaped control character", "KV002", "", QUOTED, r'\1‸"\\e[2K'),
    ("tab below a key", "KV004", "", r"(?m)^(\w+:\n)  (?=\w)", "\\1‸\t"),
    ("tab below a value", "KV004", "", r"(?m)^(  \w+: [^\n]*\n)  (?=\w)", "\\1‸\t"),
    ("unclosed double quote", "KV004", "", r"(?m)^( *[a-z_]+: )(\w[^\n\"]*)$(?=[^\"]*\Z)", r'\1‸"\2'),
    ("unclosed single quote", "KV004", "", r"(?m)^( *[a-z_]+: )(\w[^\n']*)$(?=[^']*\Z)", r"\1‸'\2"),
    ("unclosed bracket", "KV004", "", r"(?m)(: )(\[[^\]\n]*)\]", r"\1‸\2"),
    ("unclosed brace", "KV004", "", r"(?m)(: )(\{[^{}\[\]\n]*)\}$", r"\1‸\2"),
    ("second colon", "KV004", "", r"(?m)^( *[a-z_]+: \w+)( \w[^\n\"'#{:]*)$", r"\1‸:\2"),
    ("backslash in quotes", "KV004", "", QUOTED, r'\1"‸\\d'),
    ("key that is a number", "KV004", "", ONE_LINE, r"\1‸2026\3"),
    ("line outdented", "KV004", "", r"(?m)^(\w+:\n  \w[^\n]*\n)  (?=\w)", r"\1 ‸"),
    ("duplicate key", "KV005", "", ONE_LINE, r"\1\2\3\1‸\2\3"),
    ("anchor", "KV006", "", PLAIN, r"\1‸&name \2"),
    ("alias", "KV006", "", PLAIN, r"\1‸*name"),
    ("tag", "KV006", "", PLAIN, r"\1‸!word \2"),
    ("directive", "KV006", "", r"\A", "‸%YAML 1.1\n---\n"),
    ("second document", "KV006", "", r"(?m)^(?=\w)(?!id:)", "‸---\n"),
    ("second document after an end", "KV006", "", r"(?m)^(?=\w)(?!id:)", "...\n‸"),
    ("nested too deep", "KV007", "", r"(?m)^(visibility: )\w+", r"\1" + "[" * 31 + "‸" + "[" * 9 + "]" * 40),
    ("nothing but a comment", "KV008", FLAT, WHOLE, "‸# to be written\n"),
    ("list for a record", "KV008", FLAT, WHOLE, "‸- OWN\n"),
    ("merge conflict", "KV009", "", r"(?m)^(\w[^\n]*\n|  \w[^\n]*\n)", r"‸<<<<<<< ours\n\1=======\n\1>>>>>>> theirs\n"),
    ("hidden character", "KV010", "", r"(?<=\w) (?=\w)", "‸\u202e"),
    ("escaped hidden character", "KV010", "", QUOTED, r'\1‸"\\u202E'),
    ("byte order mark", "KV013", "", r"\A", "‸\ufeff"),
    ("reasonless suppression", "KV015", "", LINE, r"\1‸# kvtool: allow broken-link until 2030\n\1"),
    ("endless suppression", "KV015", "", LINE, r"\1‸# kvtool: allow broken-link because it is new\n\1"),
    ("useless suppression", "KV016", "", LINE, r"\1‸# kvtool: allow KV201 until 2030 because it is new\n\1"),
    ("expired suppression", "KV901", "networks", r"(?m)^(# kvtool: allow .* until )[\d-]+", r"‸\g<1>2026-06-30"),
    ("misspelt field", "KV101", "", r"(?m)^( *)(visibility|country|because|basis|notes|body)(?=: )", r"\1‸\2x"),
    ("misspelt block", "KV101", "", r"(?m)^( *)(standing|cooperation|themes|points|membership)(?=:\n)", r"\1‸\2x"),
    ("unknown field in braces", "KV101", "", r"(\{)(?=text: \w)", r"\1‸colour: blue, "),
    ("record without id", "KV102", "", r"\A(?=id)id: \S+\n", "‸"),
    ("record without type", "KV102", "", r"\A((?s:.*)\n)type: \S+\n", r"‸\1"),
    ("record without value", "KV102", "facts|engagements", r"(?m)\A((?s:.*)\n)(?:value|state): [^\n]*\n", r"‸\1"),
    ("statement without status", "KV102", "", r"(?m)^( +- )status: \S+\n +", r"\1‸"),
    ("mention without source", "KV102", "", r"(?m)^(sources:\n  - )source: \S+\n    ", r"\1‸"),
    ("list for text", "KV103", "", r"(?m)^( *(?:quote|because|notes|section): )[^\n]+", r"\1‸[one, two]"),
    ("text for list", "KV103", "", r"(?m)^( *(?:themes|actors|rules):)\n +- (\S+)\n(?: +- \S+\n)*", r"\1 ‸\2\n"),
    ("text for names", "KV103", "", r"(?m)^(names|title|headline|claim):(?: [^\n]*\n|\n(?:  [^\n]*\n)+)", r"\1: ‸One\n"),
    ("misspelt code", "KV104", "", r"(?m)^( *(?:- )?(?:status|form|act|basis|type|state): )([a-z-]+)$", r"\1‸\2x"),
    ("impossible date", "KV105", "", r"(?m)^( *(?:- )?(?:on|from|to|as_of): )[\d-]+$", r"\1‸2023-02-29"),
    ("date as in a letter", "KV105", "", r"(?m)^( *(?:- )?(?:on|from|to|as_of): )[\d-]+$", r"\1‸5.6.2021"),
    ("bad id", "KV106", "", r"(?m)^( *(?:- )?(?:source|unit|partner|member|coordinator): )([a-z])", r"\1‸X_\2"),
    ("other id than the file's", "KV107", "", r"(?m)^(id: \S+)", r"id: ‸OWN-other"),
    ("unknown language", "KV108", "", r"(?m)^( +)sv(?=: )", r"\1‸swe"),
    ("dates out of order", "KV109", "", r"(?m)^( *(?:- )?from: [\d-]+\n *to: )[\d-]+", r"\g<1>‸1999"),
    ("members of a city", "KV110", "partners", r"(?m)^(type: city\n)", r"\1‸members: [{partner: OWN}]\n"),
    ("block of another type", "KV110", "engagements", r"(?m)^(type: (?!bid)\S+\n)", r"\1‸bid: {result: open}\n"),
    ("yes for true", "KV111", "", r"(general: |chair: )true", r"\1‸yes"),
    ("bad link scheme", "KV112", "networks|partners", r"(?m)^(id: \S+\n)", r"\1link: ‸javascript:alert(1)\n"),
    ("unknown country", "KV113", "", r"(?m)^(country: )[A-Z]{2}$", r"\1‸XX"),
    ("link to nothing", "KV201", "", r"(?m)^( *(?:- )?(?:source|unit|partner|member|party): )[a-z0-9-]+$", r"\1‸nothing"),
    ("link to nothing in braces", "KV201", "", r"(\{(?:priority: |text: [^{}\n]*, source: ))[a-z0-9-]+", r"\1‸nothing"),
    ("wrong kind", "KV202", "(?!sources)", r"(?m)^( *(?:- )?source: )[a-z0-9-]+$", r"\1‸OWN"),
    ("wrong kind in braces", "KV202", "", r"(\{priority: )[a-z0-9-]+", r"\1‸OWN"),
    ("own id as a former one", "KV204", "", r"(?m)^(id: \S+\n)", r"\1aliases: [‸OWN]\n"),
    ("source without act", "KV206", "sources", r"(?m)^(id: (?s:.*?)\n)acts:\n(?:  [^\n]*\n)+", r"‸\1"),
    ("fact's quote without source", "KV207", "facts", r"(?m)^source: \S+\n(?=quote: )", "‸"),
    ("duty's quote without source", "KV207", "units", r"(?m)^( +)source: \S+\n +(?=quote: )", r"\1‸"),
    ("source that replaces itself", "KV209", "sources", r"\A(id: \S+\n)(?!(?s:.*)\nreplaces:)", r"\1replaces: [‸OWN]\n"),
    ("unknown fact", "KV210", "", r"(?m)^( *(?:fi|sv|en): )([A-Z][^\n\"'#]*)$", r"\1‸\2 {fact:nothing}"),
    ("unknown rule", "KV211", "frameworks", r"(?m)^( +rules:\n +- )([\w-]+)", r"\1‸\2-s"),
    ("standing without source", "KV302", "partners", r"(?m)^(  - )(status: .*\n)    source: .*\n    quote: .*\n", r"\1‸\2"),
    ("standing with a quote only", "KV302,KV207", "partners", r"(?m)^(  - )(status: .*\n    )source: .*\n +", r"\1‸\2‸"),
    ("sister city of 2020", "KV303", "partners", r"(?m)^(type: city\n)",
        r"\1agreements:\n  - ‸{id: OWN-2020, type: sister-city, signed: 2020-05-01}\n"),
    ("sister city of 2023", "KV303+KV304", "partners", r"(?m)^(type: city\n)",
        r"\1agreements:\n  - ‸id: OWN-2023\n    type: sister-city\n    signed: 2023\n"),
    ("bare membership", "KV401+KV402+KV404", "networks",
        r"(?m)^(membership:\n  statements:\n    - status: )cooperating\n(?!      source: eja-2019-21)(?!(?s:.*)    - status)",
        r"‸\1member\n"),
    ("goal without strategy link", "KV401+KV404,KV403", "networks",
        r"(?m)^(membership:\n)(  statements:\n    - status: )cooperating\n(?!      source: eja-2019-21)(?!(?s:.*)    - status)",
        r"‸\1  goals:\n    - ‸text: {fi: Opitaan}\n\2member\n"),
    ("wrong coordinator", "KV405", "networks", r"(?m)^(membership:(?s:.*?)\n)  coordinator: \S+\n", r"‸\1"),
    ("aim without deadline", "KV406", "networks", r"(?m)^(    - )status: cooperating$", r"\1‸status: aim"),
]  # fmt: skip


@dataclass(frozen=True)
class Plant:
    """What planting changes (None removes a file), the places of the faults, and the files that it needs for itself."""

    files: dict[str, str | None]
    places: list[Place]
    claims: frozenset[str]


@dataclass(frozen=True)
class Row:
    """An operator that replaces one match of a pattern."""

    name: str
    faults: str
    folders: str
    pattern: str
    put: str

    def __call__(self, text: str, random: Random) -> tuple[str, list[Fault]] | None:
        """The new text and its faults; None where the pattern is not found."""
        hits = list(re.finditer(self.pattern, text))
        if not hits:
            return None
        hit = random.choice(hits)
        new, faults = text[: hit.start()], []
        pieces = hit.expand(self.put).replace("OWN", own_id(text)).split("‸")
        for piece, codes in zip(pieces, [*self.faults.split(","), ""], strict=True):
            new += piece
            faults += [(code, *position(new)) for code in codes.split("+") if code]
        return new + text[hit.end() :], faults

    def plant(self, files: Files, random: Random, free: set[str]) -> Plant | None:
        """Plants in a free file."""
        for path in shuffled(self.folders, free, random):
            if made := self(files[path], random):
                text, faults = made
                places = [(path, line, column, code) for code, line, column in faults]
                return Plant({path: text}, places, frozenset((path,)))
        return None

    @property
    def alone(self) -> bool:
        """Whether others can bring or hide its fault: by a broken record of its kind, or by another word in a text."""
        return any(code == "KV507" or "KV902" <= code for code in re.split("[,+]", self.faults))

    @property
    def rests(self) -> bool:
        """Whether its faults are found only where what the record names, and what names it, is whole."""
        return any(code == "KV016" or "KV3" <= code[:3] <= "KV9" for code in re.split("[,+]", self.faults))

    def rank(self, files: Files) -> int:
        """In how many files it fits: one that fits in few chooses first."""
        return sum(bool(re.search(self.pattern, files[path])) for path in shuffled(self.folders, files, Random(0)))


@dataclass(frozen=True)
class Across:
    """An operator that adds, renames or removes files."""

    name: str
    plant: Callable[[Files, Random, set[str]], Plant | None]
    first: int = 999
    rests: bool = False
    alone: bool = False

    def rank(self, files: Files) -> int:
        """Low for one that needs many files."""
        return self.first


def removed(folder: str) -> Callable[[Files, Random, set[str]], Plant | None]:
    """Removes a record that others point to; nobody else may plant where it is named."""

    def plant(files: Files, random: Random, free: set[str]) -> Plant | None:
        for path in shuffled(folder, free, random):
            ids = "|".join(re.findall(r"\bid: ([a-z0-9-]+)", files[path]))
            claims = {one for one in files if re.search(rf"(?<![\w-])(?:{ids})(?![\w-])", files[one])}
            places = [place for one in claims - {path} for place in pointing(one, files[one], ids)]
            if places and claims <= free and len(claims) < 40:
                return Plant({path: None}, places, frozenset(claims))
        return None

    return plant


def pointing(path: str, text: str, ids: str) -> Iterator[Place]:
    """Where a file names one of some ids: as the value of a field, in a list, or as a fact in a text."""
    for hit in re.finditer(rf"(?m)(?:(?<!\bid)(?<!topic): |^ *- |[\[,] ?)(?=(?:{ids})(?:$|[\],}}]))", text):
        yield (path, *position(text[: hit.end()]), "KV201")
    for hit in re.finditer(r"(?m)^ *(?:fi|sv|en): (.*)$", text):
        for _ in re.finditer(rf"\{{fact:(?:{ids})\}}", hit[1]):
            yield (path, *position(text[: hit.start(1)]), "KV210")


def twin(copy: Callable[[str, str], tuple[str, str]]) -> Callable[[Files, Random, set[str]], Plant | None]:
    """Adds a file with the id of a record: both are at fault, at their ids."""

    def plant(files: Files, random: Random, free: set[str]) -> Plant:
        path = shuffled(FLAT, free, random)[0]
        new, text = copy(path, files[path])
        both = ((path, files[path]), (new, text))
        places = [(one, *position(content[: content.index("id: ") + 4]), "KV203") for one, content in both]
        return Plant({new: text}, places, frozenset((path,)))

    return plant


def saved(code: str, other: Callable[[str, str], tuple[str, str]]) -> Callable[[Files, Random, set[str]], Plant | None]:
    """Saves a file in a way that keeps it from being read: the fault stands at its beginning."""

    def plant(files: Files, random: Random, free: set[str]) -> Plant:
        path = shuffled(FLAT, free, random)[0]
        new, text = other(path, files[path])
        return Plant({path: None, new: text}, [(new, 1, 1, code)], frozenset((path,)))

    return plant


def as_a_unit(path: str, text: str) -> tuple[str, str]:
    """A small record of another kind."""
    return f"data/units/{path.rsplit('/', 1)[-1]}", f"id: {own_id(text)}\ntype: unit\nnames: {{en: Twin}}\n"


OPERATORS: list[Row | Across] = [
    *(Row(*row) for row in (*ROWS, *CONTENT)),
    Across("removed source", removed("sources"), first=-3),
    Across("removed unit", removed("units"), first=-2),
    Across("removed fact", removed("facts"), first=-1),
    Across("twin in a subfolder", twin(lambda path, text: (re.sub(r"/([^/]+)$", r"/copies/\1", path), text))),
    Across("twin of another kind", twin(as_a_unit)),
    Across("UTF-16", saved("KV001", lambda path, text: (path, text.encode("utf-16").decode(errors="surrogateescape")))),
    Across("over 1 MiB", saved("KV003", lambda path, text: (path, f"{text}# {'x' * 2**20}\n"))),
    Across("other ending", saved("KV011", lambda path, text: (path.removesuffix("yaml") + "yml", text))),
]


def neighbours(files: Files, paths: Iterable[str]) -> set[str]:
    """The files that some files name, and those that name them."""
    known = {path: set(WORD.findall(text)) for path, text in files.items()}
    near: set[str] = set()
    for path in paths:
        stem = path.rsplit("/", 1)[-1].removesuffix(".yaml")
        named = known.get(path, set())
        near |= {one for one, words in known.items() if stem in words or one.rsplit("/", 1)[-1][:-5] in named}
        inner = set(re.findall(r"\bid: ([a-z0-9-]+)", files.get(path, "")))
        near |= {one for one, words in known.items() if inner & words}
        near |= {one for one, text in files.items() if named & set(re.findall(r"\bid: ([a-z0-9-]+)", text))}
    return near


def own_id(text: str) -> str:
    """The id of a record."""
    return text.partition("id: ")[2].partition("\n")[0]


def position(before: str) -> tuple[int, int]:
    """Line and column, counted from 1, of what follows a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def shuffled(folders: str, paths: Iterable[str], random: Random) -> list[str]:
    """The paths in some folders, in a drawn order."""
    known = sorted(filter(re.compile(rf"data/(?:{folders})").match, paths))
    return random.sample(known, len(known))
