"""A city's own templates, words and look: the guide's example is run as it stands, and what is hostile in it is refused."""

import re
import shutil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from kvtool.errors import Exit, KvtoolError
from kvtool.rendering import own_words, render
from kvtool.words.own import BadWordsError, read
from tests.cli import ran
from tests.golden import BASES

GUIDE = (Path(__file__).parent.parent / "docs" / "own-look.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`(templates/\S+)`\n\n```\w+\n(.*?)```$", GUIDE, re.MULTILINE | re.DOTALL))
COMMANDS = re.findall(r"^\$ kvtool (.*)\n((?:(?!\$ |```).*\n)*)", GUIDE, re.MULTILINE)
BLOCK = re.search(r"```markdown\n(## .*)\n\n(<!-- keep.*?/keep -->)\n```", GUIDE, re.DOTALL)


def written(root: Path) -> Path:
    """A copy of the sample base with the files of the guide."""
    shutil.copytree(BASES["sample"][0], root)
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def shown(expected: str) -> re.Pattern[str]:
    """What the guide shows of an output: `…` stands for any lines."""
    return re.compile(
        "".join(".*" if line == "…" else f"{re.escape(line)}\n" for line in expected.splitlines()), re.DOTALL
    )


def test_the_guide_s_example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(FILES) == ["templates/brief.md.j2", "templates/fi.po", "templates/paper.toml"]
    assert len(COMMANDS) == 8
    monkeypatch.chdir(written(tmp_path / "vindhamn"))
    wrong = written(tmp_path / "wrong") / "templates" / "paper.toml"
    wrong.write_text(wrong.read_text(encoding="utf-8").replace("#00695c", "teal"), encoding="utf-8")
    for command, expected in COMMANDS:
        done = ran(*command.split())
        assert (done.code == 0) == ("wrong" not in command), (command, done)
        assert shown(expected).fullmatch(done.out + done.err), command
        if "reference.docx" in command:
            green(tmp_path / "reference.docx", Path("templates/reference.docx"))
    assert "--accent: #00695c;" in (tmp_path / "lyra.html").read_text(encoding="utf-8")
    with ZipFile(tmp_path / "lyra.docx") as archive:
        assert b"00695C" in archive.read("word/styles.xml")
    assert (tmp_path / "lyra.pdf").read_bytes().startswith(b"%PDF")


def green(made: Path, reference: Path) -> None:
    """Changes a colour of a document's styles, as somebody does in a word processor."""
    with ZipFile(made) as old, ZipFile(reference, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"1F3A5F", b"00695C"))


def test_the_guide_s_block_stays_when_the_paper_is_made_again(tmp_path: Path) -> None:
    assert BLOCK
    heading, block = BLOCK.groups()
    root, paper = written(tmp_path / "vindhamn"), tmp_path / "lyra.md"
    make = ("--root", root, "brief", "lyra", "--lang", "fi", "--as-of", "2026-03-01", "-o", paper)
    assert ran(*make).code == 0
    before = paper.read_text(encoding="utf-8")
    paper.write_text(before.replace(f"{heading}\n", f"{heading}\n\n{block}\n"), encoding="utf-8")
    assert ran(*make).code == 0
    after = paper.read_text(encoding="utf-8")
    assert f"{heading}\n\n{block}\n" in after
    assert after.replace(f"{block}\n\n", "") == before
    refused = ran(*make, "--to", "html")
    assert (refused.code, "only Markdown can have" in refused.err) == (Exit.NOT_WRITTEN, True)


@pytest.mark.parametrize(
    ("po", "why"),
    [
        ('msgid "As of {date}"\nmsgstr "{date.__class__}"', "{date.__class__} does not stand in the sentence"),
        ('msgid "As of {date}"\nmsgstr "{date[0]}"', "{date[0]} does not stand in the sentence"),
        ('msgid "As of {date}"\nmsgstr "{date:>999999999}"', "{date:>999999999} does not stand"),
        ('msgid "As of {date}"\nmsgstr "{date!r}"', "{date!r} does not stand in the sentence"),
        ('msgid "As of {date}"\nmsgstr "{day}"', "{day} does not stand in the sentence"),
        ('msgid "As of {date}"\nmsgstr "{date"', "a brace has no other"),
        (b'msgid "Gaps"\nmsgstr "a\\u202eb"'.decode("unicode_escape"), "a hidden or control character"),
        ('msgid "Gaps"\nmsgstr "a\x1b[31m"', "a hidden or control character"),
        ('msgid "Gaps"\nmsgstr "%s"' % ("a" * 1001), "more than 1000 letters"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"', "plural forms are not used"),
        ("hello", "no catalogue of words"),
    ],
)  # fmt: skip
def test_words_that_could_act_are_refused(po: str, why: str) -> None:
    with pytest.raises(BadWordsError, match=rf"line \d+: .*{re.escape(why)}"):
        read(f"{po}\n".encode())


def test_words_that_are_no_text_or_elsewhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "fi.po").write_bytes(b'msgid "Gaps"\nmsgstr "\xff"\n')
    (tmp_path / "sv.po").symlink_to("/etc/passwd")
    for language, why in (("fi", "no catalogue of words"), ("sv", "symbolic link")):
        with pytest.raises(KvtoolError, match=rf"templates/{language}\.po: {why}") as raised:
            own_words(language, tmp_path)
        assert raised.value.exit_code == Exit.FINDINGS


def test_own_words_are_escaped_and_reach_a_base_s_own_template(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "own.md.j2").write_text('{{ _("Gaps") }} {{ _("As of") }}\n', encoding="utf-8")
    (tmp_path / "templates" / "en.po").write_text('msgid "Gaps"\nmsgstr "<b>[x](y)"\n', encoding="utf-8")
    assert render(tmp_path, "own.md.j2", {}, "en") == "\\<b\\>\\[x\\](y) As of\n"


def test_a_sentence_of_a_template_has_places_for_values_only(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "own.md.j2").write_text('{{ _("{a.__class__}", a="x") }}\n', encoding="utf-8")
    with pytest.raises(KvtoolError, match=r"own\.md\.j2:1: '\{a.__class__\}' is no place for a value"):
        render(tmp_path, "own.md.j2", {}, "en")
