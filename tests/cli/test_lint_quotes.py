"""`lint --quotes`: every quote is looked for in the text of its source, which a folder outside of Git keeps."""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from kvtool.cli.app import run
from tests.cli import Ran, in_folder, ran
from tests.cli.readers import READERS
from tests.test_git import git

PLAN = "The harbours shall be open.\nLyra is a key partner\nin all that concerns harbours.\n"
BASE = f"""\
# kvtool.toml
[base]
name = "Vega"
languages = ["en", "fi", "sv"]
# partners/lyra.yaml
id: lyra
type: city
names: {{en: Lyra}}
standing:
  - status: key
    source: plan
    quote: Lyra is a key partner […] harbours
# facts/open.yaml
id: open
claim: {{en: The harbours are open}}
value: 365
as_of: 2021
source: plan
quote: The harbours shall be open.
# sources/plan.yaml
id: plan
title: {{en: Plan for the Northern Seas}}
acts:
  - {{on: 2021-03-01, act: approved, quote: open}}
text: {{file: 007_plan.txt, sha256: {sha256(PLAN.encode()).hexdigest()}}}
# sources/report.yaml
id: report
title: {{en: Report on the Northern Seas}}
acts: [{{on: 2022-03-01, act: noted}}]
"""
CLEAN = "0 errors, 0 warnings, 0 due, 0 suppressed in 4 records\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A base, and beside it a folder with the text of one of its two sources."""
    in_folder(tmp_path / "base", BASE)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "007_plan.txt").write_bytes(PLAN.encode())
    return tmp_path / "base"


def lint(root: Path, *arguments: str | Path, quotes: Path | None = None) -> Ran:
    return ran(
        "--root", root, "lint", "--select", "KV208,KV016", "--quotes", quotes or root.parent / "texts", *arguments
    )


def say(root: Path, path: str, old: str, new: str) -> None:
    """Changes what a record of the base says."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_quotes_that_are_found_are_quiet(root: Path) -> None:
    assert lint(root) == (0, CLEAN, "")


@pytest.mark.parametrize(
    ("path", "old", "new", "line"),
    [
        (
            "data/partners/lyra.yaml",
            "a key",
            "the key",
            "7:12: error KV208 the text of 'plan' does not say 'Lyra is the key partner'\n"
            "    help: it says in line 2 of 007_plan.txt: Lyra is a key partner",
        ),
        (
            "data/partners/lyra.yaml",
            "Lyra is a key partner […] harbours",
            "Lyra is a key partner […] shall be open",
            "7:12: error KV208 the text of 'plan' does not say 'shall be open'\n"
            "    help: it does, but not after the words before: mend their order",
        ),
        (
            "data/facts/open.yaml",
            "quote: The harbours shall be open.",
            "quote: Ice breaks in spring",
            "6:8: error KV208 the text of 'plan' does not say 'Ice breaks in spring'\n"
            "    help: it says nothing like that: mend the quote, or its source",
        ),
        (
            "data/sources/plan.yaml",
            "quote: open",
            "quote: '…'",
            "4:44: error KV208 the text of 'plan' does not say '…'\n"
            "    help: it says nothing like that: mend the quote, or its source",
        ),
    ],
    ids=["another word", "another order", "nothing like it", "no words"],
)
def test_a_quote_that_is_not_found_is_told_with_what_is_near(
    root: Path, path: str, old: str, new: str, line: str
) -> None:
    say(root, path, old, new)
    assert lint(root) == (1, f"{path}:{line}\n{CLEAN.replace('0 errors', '1 error')}", "")


def test_a_quote_of_another_source_is_told_by_that(root: Path) -> None:
    (root.parent / "texts" / "report.md").write_text("Lyra is a **key partner** of the harbours.\n", encoding="utf-8")
    (root.parent / "texts" / "007_plan.txt").write_text("Nothing is said of harbours.\n", encoding="utf-8")
    done = lint(root, root / "data/partners")
    assert "    help: the text of 'report' does: mend the source" == done.out.splitlines()[1]
    assert "kvtool: 007_plan.txt is not the text that 'plan' names: its SHA-256 is another\n" == done.err


@pytest.mark.parametrize("name", READERS)
def test_every_format_has_the_finding(root: Path, name: str) -> None:
    say(root, "data/facts/open.yaml", "quote: The", "quote: All the")
    answer = READERS[name](lint(root, "--format", name).out)
    assert ["data/facts/open.yaml"] == [one.path for one in answer]


def test_sources_without_a_text_are_counted_and_no_finding(root: Path) -> None:
    (root.parent / "texts" / "007_plan.txt").unlink()
    assert lint(root) == (0, CLEAN, "kvtool: 3 quotes of 1 source without a text: plan\n")


def test_of_many_sources_without_a_text_the_first_are_named(root: Path) -> None:
    for number in range(12):
        text = f"id: act-{number:02}\ntitle: {{en: Act}}\nacts: [{{on: 2021, act: noted, quote: Act}}]\n"
        (root / f"data/sources/act-{number:02}.yaml").write_text(text, encoding="utf-8")
    named = ", ".join(f"act-{number:02}" for number in range(10))
    assert f"kvtool: 12 quotes of 12 sources without a text: {named} and 2 more\n" == lint(root).err


def test_a_source_that_names_no_file_is_found_by_its_id_and_its_former_one_leads_to_it(root: Path) -> None:
    say(root, "data/sources/report.yaml", "id: report\n", "id: report\naliases: [survey]\n")
    say(root, "data/facts/open.yaml", "source: plan", "source: survey")
    (root.parent / "texts" / "report.txt").write_bytes(b"\xef\xbb\xbfThe harbours\r\nshall be open.")
    assert lint(root) == (0, CLEAN, "")


def huge(file: Path) -> None:
    file.write_bytes(b"")
    os.truncate(file, (8 << 20) + 1)


def outside(file: Path) -> None:
    (file.parent.parent / "secret.txt").write_text(PLAN, encoding="utf-8")
    file.symlink_to("../secret.txt")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (huge, "it is larger than 8 MiB"),
        (outside, "it is a link that leads out of the folder"),
        (os.mkfifo, "it is no regular file"),
        (Path.mkdir, "it is no regular file"),
        (lambda file: file.symlink_to(file.name), "it cannot be opened: Too many levels of symbolic links"),
        (lambda file: file.write_bytes(b"\xff\xfeL\0"), "it is not UTF-8; save it as UTF-8"),
        (lambda file: file.write_bytes(b"L\0"), "it is no text: it holds the byte 0"),
    ],
    ids=["too large", "link out", "FIFO", "folder", "loop", "UTF-16", "bytes"],
)
@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_what_is_no_text_is_not_read_and_told(root: Path, make: Callable[[Path], object], why: str) -> None:
    file = root.parent / "texts" / "007_plan.txt"
    file.unlink()
    make(file)
    told = f"kvtool: 007_plan.txt is not read: {why}\nkvtool: 3 quotes of 1 source without a text: plan\n"
    assert lint(root) == (0, CLEAN, told)


def test_a_document_that_is_no_text_does_not_hide_the_text_beside_it(root: Path) -> None:
    say(root, "data/sources/plan.yaml", "007_plan.txt", "plan.pdf")
    (root.parent / "texts" / "plan.pdf").write_bytes(b"%PDF-1.7")
    (root.parent / "texts" / "007_plan.txt").rename(root.parent / "texts" / "plan.txt")
    told = "kvtool: plan.pdf is not read: it does not end in .txt or .md; save its words as such\n"
    assert lint(root) == (0, CLEAN, told)


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_within_the_folder_is_followed_and_so_is_one_to_it(root: Path) -> None:
    texts = root.parent / "texts"
    (texts / "007_plan.txt").rename(texts / "original")
    (texts / "007_plan.txt").symlink_to("original")
    (root.parent / "link").symlink_to("texts")
    assert lint(root, quotes=root.parent / "link") == (0, CLEAN, "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--quotes", "nowhere"], "kvtool: nowhere is no folder\n"),
        (["--quotes", "kvtool.toml"], "kvtool: kvtool.toml is no folder\n"),
        (["--quotes", ""], "kvtool: Invalid value for '--quotes': it is empty\n"),
        (["--quotes", ".", "--history"], "kvtool: --history does not go with --quotes\n"),
        (["--select", "KV201,quote-not-in-source"], "kvtool: quotes are looked for where --quotes names the texts\n"),
        (["--select", "kv208"], "kvtool: quotes are looked for where --quotes names the texts\n"),
    ],
)
def test_what_cannot_be_asked(root: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str) -> None:
    monkeypatch.chdir(root)
    done = ran("lint", *arguments)
    assert (2, "") == (done.code, done.out)
    assert done.err.startswith(says)


def test_without_the_texts_nothing_is_said_of_quotes(root: Path) -> None:
    say(root, "data/facts/open.yaml", "quote: The", "quote: All the")
    assert 0 == ran("--root", root, "lint", "--select", "KV2").code


@pytest.mark.parametrize(
    ("ignored", "told"),
    [
        ("", True),
        ("texts/\n", False),
        ("*.txt\n", False),
    ],
)
def test_texts_that_a_commit_could_take_along_are_warned_of(root: Path, ignored: str, told: bool) -> None:
    git(root.parent, "init", "-q")
    (root.parent / ".gitignore").write_text(ignored, encoding="utf-8")
    done = lint(root)
    assert (0, CLEAN, told) == (done.code, done.out, "documents may hold personal data" in done.err)
    git(root.parent, "add", "--force", "texts")
    assert "texts lies in a work tree of Git that does not ignore it" in lint(root).err


def test_a_commit_is_asked_for_itself_and_a_change_for_what_it_touches(root: Path) -> None:
    git(root, "init", "-q", "-b", "main")
    say(root, "data/facts/open.yaml", "quote: The", "quote: All the")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first")
    say(root, "data/facts/open.yaml", "quote: All the", "quote: The")
    say(root, "data/partners/lyra.yaml", "a key", "one key")
    assert ["data/facts/open.yaml:6:8"] == places(lint(root, "--at", "HEAD"))
    assert ["data/partners/lyra.yaml:7:12"] == places(lint(root))
    git(root, "commit", "-q", "-a", "-m", "second")
    say(root, "data/facts/open.yaml", "quote: The", "quote: Half the")
    assert ["data/facts/open.yaml:6:8"] == places(lint(root, "--since", "HEAD"))


def places(done: Ran) -> list[str]:
    return [line.partition(": ")[0] for line in done.out.splitlines() if "KV208" in line]


def test_a_quote_may_be_allowed_to_wait(root: Path) -> None:
    allow = "# kvtool: allow quote-not-in-source until 2999-12-31 because the minutes are being typed"
    say(root, "data/facts/open.yaml", "quote: The", f"{allow}\nquote: All the")
    assert lint(root) == (0, CLEAN.replace("0 suppressed", "1 suppressed"), "")


def test_json_says_field_and_record(root: Path) -> None:
    say(root, "data/partners/lyra.yaml", "a key", "one key")
    (found,) = json.loads(lint(root, "--format", "json").out)["findings"]
    assert ("quote-not-in-source", "lyra", "standing[0].quote", None) == (
        found["name"],
        found["record"],
        found["field"],
        found["fix"],
    )


def test_explain_knows_the_rule(root: Path) -> None:
    assert 0 == run(["--root", str(root), "explain", "KV208"])


def test_an_allowance_for_quotes_is_not_useless_where_nobody_looks_at_them(root: Path) -> None:
    allow = "# kvtool: allow quote-not-in-source until 2999-12-31 because the minutes are being typed"
    say(root, "data/facts/open.yaml", "quote: The", f"{allow}\nquote: The")
    assert ran("--root", root, "lint", "--select", "KV016") == (0, CLEAN, "")
    assert "KV016 nothing to allow: no finding of quote-not-in-source here" in lint(root).out
