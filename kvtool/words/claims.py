"""Claims to lead or to be the most of something, as Finnish, Swedish and English words make them.

What only looks like a claim ("first of all", "best practices") is known too, and so is how a wish begins: the
rest of a sentence such as "our goal is to be the best" claims nothing. Other languages have no words here.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple


class Manner(NamedTuple):
    """How a language claims to lead: patterns that start at a word, for small letters with one space between words."""

    claims: tuple[str, ...]
    lookalikes: tuple[str, ...]
    wishes: tuple[str, ...]


FI_OF = (
    r"(?:maailman|maapallon|euroopan|aasian|afrikan|amerikan|eu:n|pohjoismaiden|pohjolan|skandinavian|baltian|"
    r"itämeren(?: alueen)?|maanosan|maan)"
)
FI_IN = (
    r"(?:maailmassa|maapallolla|euroopassa|aasiassa|afrikassa|amerikassa|eu:ssa|pohjoismaissa|pohjolassa|"
    r"skandinaviassa|baltiassa|itämerellä|itämeren alueella|maanosassa|maassa)\b"
)
FI_LED_TO = "".join(f"(?<!{end} )" for end in ("aan", "ään", "iin", "oon", "öön", "uun", "yyn", "hen", "seen", "lle"))
FI_LEADING = rf"(?:{FI_LED_TO}|(?<=\bmaan ))johtav"
"""Not after the case that says what something leads to, in which "of the country" looks to be too."""

FI_ALONE = r"(?! \w+in\b)"
"""Not in "by sustainable means" or "with great hopes", whose adjectives look like superlatives."""

FI_MOST = (
    rf"(?:(?!(?:hyvin|kovin|usein|oikein|\w*kriisin)\b)\w{{2,}}(?:v|is|kka|kkä|e|tu|ty)in(?:t[aä])?\b{FI_ALONE}|"
    rf"(?:suur|uus|iso|vanh|nuor|pis|laaj|syv)in(?:t[aä])?\b{FI_ALONE}|"
    rf"paras(?:ta)?\b|parha(?!illaan)\w+|{FI_LEADING}(?!at\b)\w+|ensimmäi\w+|ainoa(?:na|n|t)?|"
    r"\w{2,}[^\Wi]im[mp][aäi]\w*)\b(?! (?:käytän|haas|ongelm|riski|uhk|uha))"
)

FINNISH = Manner(
    claims=(
        rf"{FI_OF}(?: \w+){{0,2}} {FI_MOST}",
        rf"{FI_MOST}(?: \w+){{0,3}}[ -]{FI_IN}",
        r"\w*edelläkävij\w*",
        r"(?:suunnannäyttäj|tienraivaaj|tiennäyttäj|uranuurtaj|pioneeri|ainutlaatui|ainutkertai|ylivertai)\w*",
        r"maailmanluok\w+|vertaansa vailla\b|(?:kärjessä|eturivissä|eturintamassa|kärkijoukossa)\b|kärkikaupun\w+",
        rf"{FI_LEADING}(?:a|an|aa|ana|assa|asta|aksi|ia|ien|ina|issa|ista|im[mp]\w+|at (?:pää)?kaupun\w+)\b",
        rf"suurin(?:ta)?\b{FI_ALONE}|suurim[mp]\w+|paras(?:ta)?\b|parhaa\w*|parhai(?:ta|den|lla|sta|ssa|ksi|siin|m[mp]\w+)\b",
        r"ainoa(?:na|n|t)?\b",
        r"ensimmäi\w+ (?:pää|suur)?kaupun(?:ki|kina|gin|giksi|git|geista|kien|kia)\b|ensimmäisten joukossa\b",
        r"kuin (?:mikään|missään|kukaan|yksikään|useimmat|useimmissa)\b",
    ),
    lookalikes=(
        r"johtav\w+ (?:asiantuntij|virkamie|viranhaltij|lääkär|opettaj|konsult|insinöör|arkkiteh)\w*",
        r"suuri[mn]\w* (?:osa(?:n|a|ksi|lle|lla|ssa|sta)?\b|osin\b|mahdolli)",
        r"suuri[mn]\w* (?:\w+ )?(?:haas|ongelm|riski|uhk|uha|este|tarve|tarpe)",
        r"parhai(?:mmi)?llaan\b|parhaa(?:nsa|mme|ni)\b|niin kuin \w+|parasta aikaa\b",
        r"par(?:as|asta|ha\w+) (?:mahdolli|käytän|tapa|tapo|tava|keino|esimer)\w*",
        r"ainoa\w* (?:tapa|keino|vaihtoehto|mahdollisuus|asia|tie|oikea|ehto)\b|ei(?:vät)?(?: \w+){0,3} ainoa\w*",
        r"ensimmäi\w+ (?:kerta|kerra|vaihe|aske|puoli|päiv|vuo|kausi|kaude|kaute|kier)\w*",
    ),
    wishes=(
        r"tavoit(?:e on|teena|teeksi|teemme|tele|tell)\w*|pyrki\w*|pyri(?:mme|tään)\b",
        r"halu(?:aa|amme|avat|taan|aisi\w*)\b|tah[dt]o\w+|visio(?:na|ssa|n|mme)?\b|kohti maailman\b",
        r"voi(?:vat|daan)? olla\b|voisi\w*",
    ),
)

SV_OF = (
    r"(?:världens|jordens|(?:nord|syd|väst|öst)?europas|asiens|afrikas|amerikas|eu:s|nordens|skandinaviens|baltikums|"
    r"östersjö(?:ns|områdets|regionens)|landets|kontinentens|världsdelens)"
)
SV_IN = (
    r"(?:i|på) (?:hela )?(?:världen|jorden|(?:nord|syd|väst|öst)?europa|asien|afrika|amerika|eu|norden|skandinavien|"
    r"baltikum|östersjö(?:området|regionen)|landet|kontinenten|världsdelen)\b"
)
SV_MOST = (
    r"(?:mest \w+|\w{2,}aste|(?:störst|främst|först|högst|längst|äldst|yngst|minst|bäst)a|enda|ledande)\b"
    r"(?! (?:utmaning|problem|risk|hot))"
)

SWEDISH = Manner(
    claims=(
        rf"{SV_OF}(?: \w+){{0,2}} (?:{SV_MOST}|bäst\b)",
        rf"{SV_MOST}(?: \w+){{0,3}} {SV_IN}",
        rf"(?:bäst|först|störst|\w{{2,}}ast) {SV_IN}",
        r"(?:världs|marknads|bransch)?ledande\b",
        r"(?:föregång|pionjär|banbryt|spjutspets|världsklass|oöverträffa)\w*",
        r"visar? vägen\b|i (?:framkant|täten|bräschen|världstoppen)\b|unik(?:t|a)?\b|enastående\b",
        r"största?\b|bästa\b|(?:den|det|de) enda\b|först med\b|bland de (?:första|främsta)\b",
        r"första (?:\w+ )?(?:huvud|stor)?(?:stad|staden|kommun|kommunen)\b",
        r"än (?:någon|något|de flesta)\b",
    ),
    lookalikes=(
        r"ledande (?:till|befattning|tjänste|politiker|förtroende|sakkunnig)\w*|unika (?:användare|besökare)\b",
        r"största (?:del(?:en|ar)?\b|möjlig|utmaning|problem|risk|hot|hinder|behov)\w*",
        r"bästa (?:praxis|möjliga|sätt|metod|fall)\w*|för (?:\w+ ){1,3}bästa(?! \w)|(?:sitt|vårt) bästa\b",
        r"(?:inte|ej) (?:\w+ ){0,2}(?:den|det|de) enda\b|(?:det|den) enda (?:sätt|väg|alternativ|möjlig)\w*",
        r"första (?:gång|steg|fas|etapp|del|år|halvår|kvartal|världskrig)\w*|första hand\b",
    ),
    wishes=(
        r"mål(?:et|sättning(?:en)?)? (?:är|om|att)\b|(?:ambition|vision)(?:en)? (?:är|om|att)\b|vill\b",
        r"(?:efter)?strävar\b|siktar\b|kan (?:vara|bli)\b|skulle kunna\b|för att bli\b",
    ),
)

EN_PLACE = (
    r"(?:world|globe|planet|europe|eu|nordics|nordic countries|nordic region|scandinavia|baltics|"
    r"baltic (?:sea )?region|asia|africa|america|country|continent)"
)
EN_OF = rf"{EN_PLACE}(?:'s|')"
EN_IN = rf"(?:in|of|across|on) (?:the )?(?:whole |\w+ern )?{EN_PLACE}\b"
EN_MOST = (
    r"(?:most \w+|(?!(?:(?:rain)?forest|(?:re|con)quest|guest|(?:dis)?interest|(?:re)?invest|harvest|honest|modest|"
    r"(?:pro|con)test|latest|nearest|\w+west)\b)\w{2,}est|best|leading)\b"
    r"(?! (?:challenge|problem|risk|threat|practice))"
)

ENGLISH = Manner(
    claims=(
        rf"{EN_OF}(?: [\w-]+){{0,2}} {EN_MOST}|{EN_OF} (?:first|only)\b|{EN_PLACE}-leading\b",
        rf"the (?:\w+ )?(?:{EN_MOST}|first)(?: [\w-]+){{0,3}} {EN_IN}",
        r"leading\b|leads? the (?:way|world|field)\b|leader (?:in|among)\b",
        r"(?:forerunner|front-?runner|pioneer|trail-?blaz|spearhead|unparalleled|unrivall?ed|unmatched)\w*",
        r"unique(?:ly)?\b|world-class\b|second to none\b|(?:at|in) the (?:forefront|vanguard)\b",
        r"(?:largest|biggest|greatest|best)\b|the only\b",
        r"first-ever\b|(?:the|is|was|be) first to\b|among the first\b",
        r"the first (?:\w+ )?(?:city|cities|capital|municipality|town|country)\b",
        r"than (?:any|anyone|anywhere|elsewhere|most)\b",
    ),
    lookalikes=(
        r"leading (?:to|up|into|from|through|by|a|an|the(?! way)|its|their|our)\b",
        r"leading (?:officials?|experts?|politicians?|civil|managers?)\b|unique (?:user|visitor|identifier)s?\b",
        r"(?:largest|biggest|greatest) (?:possible|part|share|number|challenge|problem|risk|threat|obstacle|need)\w*",
        r"best (?:practi[cs]e|possible|interest|way|wishes|suited)\w*",
        r"(?:at|as) (?:(?:its|their|our) )?best\b|(?:its|their|our) best(?! \w)",
        r"(?:the )?first (?:time|step|stage|phase|half|quarter|year)\w*",
        r"(?:not|never) (?:\w+ )?the only\b|the only (?:way|option|alternative|chance|thing|question|reason)\b",
    ),
    wishes=(
        r"(?:goal|aim|objective|ambition|vision|target)s? (?:is|are|of being)\b|aims? (?:at|for)\b|to become\b",
        r"(?:want|aim|seek|strive|hope|aspire|wish|intend)s? to\b|(?:can|could|may|might|would) be\b",
    ),
)

MANNERS = {"fi": FINNISH, "sv": SWEDISH, "en": ENGLISH}

CLAUSE = re.compile(r"(?<=[.!?]) (?=[^a-zåäö])|,? (?=(?:sillä|koska|mutta|eftersom|men|because|but)\b)")
"""Between sentences, and before what gives a reason or says otherwise: a wish reaches no further."""


def claim_in(text: str, language: str) -> str:
    """The first claim to lead in a text; empty where there is none."""
    plain = " ".join(unicodedata.normalize("NFC", text).replace("\u2019", "'").split())
    for clause in CLAUSE.split(plain):
        for found in _pattern(language).finditer(clause.lower()):
            if found["wish"]:
                break
            if found["claim"]:
                return clause[slice(*found.span("claim"))]
    return ""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """One pattern for a language; of what starts at the same word a wish goes first, then a lookalike, then a claim."""
    claims, lookalikes, wishes = ("|".join(part) for part in MANNERS[language])
    return re.compile(rf"\b(?:(?P<wish>{wishes})|{lookalikes}|(?P<claim>{claims}))")
