"""Safe fixes: each changes its own characters only, keeps comments, says the same after it, and has nothing left to do."""

import os
import re
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvtool.errors import Exit
from kvtool.fixing import fix
from kvtool.linter import lint
from kvtool.settings import load
from kvtool.store.load import load as load_base
from kvtool.text.reader import read
from kvtool.text.splice import Edit, Said, reads_as, spliced
from tests.cli import in_folder

HOUSE = Path(__file__).parent.parent
DAY = date(2026, 1, 1)
OTHERS = """# units/harbour-unit.yaml
id: harbour-unit
type: unit
names: {en: Harbour Unit, fi: Satama}
# partners/petersburg.yaml
id: petersburg
aliases: [leningrad]
type: city
names: {en: St Petersburg, fi: Pietari, sv: S:t Petersburg}
"""


def fixed(root: Path) -> list[str]:
    """Mends a base until nothing is left to mend, and gives the codes of what was."""
    done = []
    for _ in range(5):
        kb = load_base(load(root))
        mended = fix(kb, lint(kb, DAY).findings).mended
        if not mended:
            return done
        done += [one.code for one in mended]
    raise AssertionError("a fix is never done")


@pytest.mark.parametrize(
    ("codes", "before", "after"),
    [
        (["KV017"], "country: NO # not no\n", 'country: "NO" # not no\n'),
        (["KV017", "KV017"], "offers: [{en: 12:30}, {en: off}]\n", 'offers: [{en: "12:30"}, {en: "off"}]\n'),
        ([], "offers: [{en: '12:30'}, {en: offset}]\n", "offers: [{en: '12:30'}, {en: offset}]\n"),
        (["KV018", "KV018"], "country: EE \t\nnotes: A  # b \n", "country: EE\nnotes: A  # b\n"),
        (["KV018"], "country: EE \r\nlead: harbour-unit\r\n", "country: EE\r\nlead: harbour-unit\r\n"),
        ([], "notes: |\n  two spaces  \n  here\n", "notes: |\n  two spaces  \n  here\n"),
        (["KV019"], "country: EE", "country: EE\n"),
        (["KV018", "KV019"], "country: EE \t", "country: EE\n"),
        (["KV019"], "country: EE\r\nlead: harbour-unit", "country: EE\r\nlead: harbour-unit\r\n"),
        (["KV020"], "lead: harbour-unit\ncountry: EE\n", "country: EE\nlead: harbour-unit\n"),
        (
            ["KV020"],
            "# who leads\n# since 2020\nlead: harbour-unit # they\n\n# where\ncountry: EE\nnotes: Of late\n",
            "# where\ncountry: EE\n# who leads\n# since 2020\nlead: harbour-unit # they\n\nnotes: Of late\n",
        ),
        (["KV020"], "lead: harbour-unit\noffers:\n  - en: Boats\ncountry: EE\n",
            "country: EE\nlead: harbour-unit\noffers:\n  - en: Boats\n"),
        (["KV020"], "# kvtool: allow partner-without-benefit until 2030 because so\nlead: harbour-unit\ncountry: EE\n# end\n",
            "country: EE\n# kvtool: allow partner-without-benefit until 2030 because so\nlead: harbour-unit\n# end\n"),
        (["KV020"], "lead: harbour-unit\ncountry: EE\n\n# of late\n\nnotes: Of late\n",
            "country: EE\nlead: harbour-unit\n\n# of late\n\nnotes: Of late\n"),
        (["KV019", "KV020"], "lead: harbour-unit\ncountry: EE", "country: EE\nlead: harbour-unit\n"),
        (["KV106"], "parent: Pietari\n", "parent: petersburg\n"),
        (["KV106"], "parent: 'S:T PETERSBURG' # there\n", "parent: petersburg # there\n"),
        (["KV106"], "parent: St Petersburg # there\n", "parent: petersburg # there\n"),
        (["KV017"], "country: NO\nlead: Nobody here\n", 'country: "NO"\nlead: Nobody here\n'),
        ([], "parent: Pietarsaari\n", "parent: Pietarsaari\n"),
        (["KV201"], "parent: pietari\n", "parent: petersburg\n"),
        ([], "parent: satama\n", "parent: satama\n"),
        (["KV205"], "parent: leningrad\n", "parent: petersburg\n"),
        (["KV214"], "users: [harbour-unit, harbour-unit]\n", "users: [harbour-unit]\n"),
        (["KV214"], "users:\n  - harbour-unit\n  - harbour-unit\nnotes: A\n", "users:\n  - harbour-unit\nnotes: A\n"),
        ([], "users:\n  - harbour-unit\n  - harbour-unit # why?\n", "users:\n  - harbour-unit\n  - harbour-unit # why?\n"),
        (["KV201", "KV214"], "users: [harbour-unit, satama]\n", "users: [harbour-unit]\n"),
    ],
)  # fmt: skip
def test_a_fix_changes_what_it_must(tmp_path: Path, codes: list[str], before: str, after: str) -> None:
    head = "# what is this?\nid: lyra\ntype: city\nnames: {en: Lyra}\n"
    in_folder(tmp_path, OTHERS)
    file = tmp_path / "data/partners/lyra.yaml"
    file.write_bytes((head + before).encode())
    assert (codes, head + after) == (fixed(tmp_path), file.read_bytes().decode())
    assert [] == fixed(tmp_path)


def test_a_byte_order_mark_goes_and_the_rest_stays(tmp_path: Path) -> None:
    in_folder(tmp_path, OTHERS)
    file = tmp_path / "data/partners/lyra.yaml"
    file.write_bytes("\ufeffid: lyra\ntype: city\nnames: {en: Lyra}\ncountry: NO\n".encode())
    assert (["KV017", "KV013"], b'id: lyra\ntype: city\nnames: {en: Lyra}\ncountry: "NO"\n') == (
        fixed(tmp_path),
        file.read_bytes(),
    )


@pytest.mark.parametrize(
    "text",
    [
        "names: {en: Lyra}\n# kvtool: allow bad-id until 2030 because so\nid: lyra\ntype: city\n",
        "id: lyra\nnames: {en: Lyra}\n\n# what it is\n\ntype: city\n",
        "# names\nnames: {en: Lyra}\nid: lyra\ntype: city\n",
        "{id: lyra, names: {en: Lyra}, type: city}\n",
    ],
)
def test_fields_stay_where_moving_them_would_change_what_a_comment_means(tmp_path: Path, text: str) -> None:
    in_folder(tmp_path, f"# partners/lyra.yaml\n{text}")
    assert [] == fixed(tmp_path)
    assert text == (tmp_path / "data/partners/lyra.yaml").read_text(encoding="utf-8")


def test_a_file_that_changed_after_it_was_read_stays(tmp_path: Path) -> None:
    in_folder(tmp_path, "# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {en: Lyra}\ncountry: NO\n")
    kb = load_base(load(tmp_path))
    found = lint(kb, DAY).findings
    file = tmp_path / "data/partners/lyra.yaml"
    file.write_text("id: lyra\ntype: city\nnames: {en: Lyra}\ncountry: SE\n", encoding="utf-8")
    assert ([], []) == fix(kb, found)
    assert file.read_text(encoding="utf-8").endswith("country: SE\n")


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_a_mended_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    in_folder(tmp_path, "# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {en: Lyra} \n")
    file = tmp_path / "data/partners/lyra.yaml"
    file.chmod(mode)
    assert ["KV018"] == fixed(tmp_path)
    assert mode == file.stat().st_mode & 0o777


@pytest.mark.skipif(os.name != "posix", reason="rights and links of POSIX")
def test_a_file_that_is_read_only_or_has_other_names_is_not_replaced(tmp_path: Path) -> None:
    untidy = "id: lyra\ntype: city\nnames: {en: Lyra} \n"
    in_folder(
        tmp_path / "base", f"# partners/lyra.yaml\n{untidy}# partners/vega.yaml\n{untidy.replace('lyra', 'vega')}"
    )
    lyra, vega = (tmp_path / "base" / "data" / "partners" / f"{name}.yaml" for name in ("lyra", "vega"))
    lyra.chmod(0o444)
    os.link(vega, tmp_path / "other")
    kb = load_base(load(tmp_path / "base"))
    mended, failures = fix(kb, lint(kb, DAY).findings)
    assert ([], [Exit.NOT_WRITTEN] * 2) == (mended, [one.exit_code for one in failures])
    assert [
        f"{lyra}: the file is read-only; nothing written",
        f"{vega}: the file has other names (hard links); nothing written",
    ] == [one.message for one in failures]
    assert untidy == lyra.read_text(encoding="utf-8")
    assert (0o444, 2) == (lyra.stat().st_mode & 0o777, vega.stat().st_nlink)


def test_a_change_that_says_something_else_is_noticed() -> None:
    before = read(b"a: [one, two]\nb: x\n").fields
    assert reads_as("a: [one, two]\nb: y\n", before, [Said(("b",), "y")])
    assert reads_as("a: [one]\nb: x\n", before, [Said(("a", 1), None)])
    assert not reads_as("a: [one, two]\nb: y\n", before, [])
    assert not reads_as("a: [one, two]\n", before, [])
    assert not reads_as("a: [one, two\nb: x\n", before, [])


def test_of_two_edits_that_overlap_the_first_counts() -> None:
    assert "aXd" == spliced("abcd", [Edit(1, 3, "X"), Edit(2, 4, "Y")])


FILES = sorted((HOUSE / "data").glob("*/*.yaml"))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 2**32))
def test_a_shipped_record_that_was_dishevelled_is_what_it_was(
    tmp_path_factory: pytest.TempPathFactory, path: Path, seed: int
) -> None:
    text = path.read_text(encoding="utf-8")
    root = tmp_path_factory.mktemp("base")
    (root / "kvtool.toml").write_bytes((HOUSE / "kvtool.toml").read_bytes())
    file = root / path.relative_to(HOUSE)
    file.parent.mkdir(parents=True)
    file.write_text(dishevelled(text, Random(seed)), encoding="utf-8")
    kb = load_base(load(root))
    own = [one for one in lint(kb, DAY).findings if one.code in ("KV017", "KV018", "KV019", "KV020")]
    fix(kb, own)
    assert text == file.read_text(encoding="utf-8")


def dishevelled(text: str, random: Random) -> str:
    """A record with its fields in another order where nothing else stands between them, and white space at line ends."""
    head, *blocks = re.split(r"(?m)^(?=\w)", text)
    if "#" not in text and "\n\n" not in text:
        random.shuffle(blocks)
    lines = "".join([head, *blocks]).split("\n")
    quoted = re.compile(r"[|>]-?$|^ *[^:#]*$|\"[^\"]*$|'[^']*$")
    messy = [f"{line} \t" if line and not quoted.search(line) and random.random() < 0.2 else line for line in lines]
    return "\n".join(messy).rstrip("\n") + random.choice(["", "\n"])
