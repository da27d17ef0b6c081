"""The first look at a file: from bytes to characters, before any YAML."""

import re
import unicodedata

from kvtool.text.fault import LARGEST, Fault

MOST_FAULTS = 20
"""How many bad characters of one file are reported one by one."""

BOM = "\ufeff"

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]|\r(?!\n)")
HIDDEN = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ue000-\uf8ff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?: |\r?$)", re.MULTILINE)

SEEN = bytes([0x0A, *range(0x20, 0x7F), *range(0x80, 0xC0), 0xC3])
"""The bytes of line ends and of letters that can be seen, in UTF-8: those of ASCII, and those that begin with 0xC3."""

NO_DIGITS = bytes(one for one in range(256) if not (0x30 <= one <= 0x39 or one > 0xC3))
"""The bytes that are no digit in UTF-8, nor begin one: the first digit beyond ASCII is U+0660."""

UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, counted from 1, of a character."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, start) + 1, index - start + 1


def name_of(character: str) -> str:
    """How a character that cannot be seen is named: `U+202E (RIGHT-TO-LEFT OVERRIDE)`."""
    number = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{number} ({name})" if name else number


def may_hold_digits(text: str) -> bool:
    """Whether a text may hold a digit of any script: quick, and never no where one stands."""
    return text.encode("utf-8", "surrogatepass").translate(None, NO_DIGITS) != b""


def decode(data: bytes) -> tuple[str, list[Fault]]:
    """The characters of a file, without byte order mark, and all that is wrong with them."""
    if len(data) > LARGEST:
        return "", [Fault("KV003", 1, 1, "the file is larger than 1 MiB", "split it: one record a file")]
    head = data[:4]
    if head[:2] in UTF16_OR_32 or head == UTF16_OR_32[2] or (len(head) == 4 and 0 in (head[0], head[1]) and any(head)):
        return "", [Fault("KV001", 1, 1, "the file is not UTF-8; it looks like UTF-16 or UTF-32", "save it as UTF-8")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [_undecodable(data, error)]
    faults = []
    if text.startswith(BOM):
        text = text[1:]
        faults.append(Fault("KV013", 1, 1, "the file starts with a byte order mark", "save it as UTF-8 without BOM"))
    if data.translate(None, SEEN) and not text.replace("\n", "").isprintable():  # true of few texts without a fault
        faults.extend(unprintable(text))
    return text, faults


def unprintable(text: str) -> list[Fault]:
    """Control and hidden characters of a file's text, each at its place."""
    faults = []
    for code, kind, pattern in (
        ("KV002", "control character", CONTROL),
        ("KV010", "hidden character", HIDDEN),
    ):
        for count, found in enumerate(pattern.finditer(text)):
            if count == MOST_FAULTS:
                break
            what = "line end" if found[0] in "\r\x85\u2028\u2029" else kind
            faults.append(
                Fault(
                    code,
                    *place(text, found.start()),
                    f"{what} {name_of(found[0])} is not allowed",
                    "remove it",
                )
            )
    return faults


def structure(text: str) -> Fault | None:
    """What makes the text no single record, seen before it is parsed: an unresolved merge, a directive."""
    if ("<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text) and (found := CONFLICT.search(text)):
        return Fault(
            "KV009",
            *place(text, found.start()),
            "unresolved merge conflict",
            "keep one side and remove the marker lines",
        )
    for number, line in enumerate(text.split("\n"), 1) if "%" in text else ():
        if line.startswith("%"):
            return Fault("KV006", number, 1, "directives are not allowed", "remove the line that starts with %")
        if line.strip() and not line.lstrip().startswith("#"):
            break
    return None


def _undecodable(data: bytes, error: UnicodeDecodeError) -> Fault:
    start = data.rfind(b"\n", 0, error.start) + 1
    line = data.count(b"\n", 0, start) + 1
    column = len(data[start : error.start].decode("utf-8", "replace").removeprefix(BOM)) + 1
    byte = data[error.start]
    cut = error.end >= len(data) and "unexpected end" in error.reason
    looks = "" if cut or byte < 0xA0 or byte in (0xC0, 0xC1) or byte > 0xFC else "; the file looks like Latin-1"
    said = "the last character is cut" if cut else f"byte 0x{byte:02X} is not UTF-8"
    return Fault("KV001", line, column, said + looks, "save the file as UTF-8")
