"""Faults planted in copies of our own base are all found in one run, each at its place, and nothing else is."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from tests.cli import TODAY, in_folder, ran
from tests.planting import OPERATORS, Across, Files, Place, Plant, Row, neighbours

HOUSE = Path(__file__).parent.parent
FIVE_YEARS_LATER = "2031-11-21"
LINE = re.compile(r"(data/.*?):(\d+):(\d+): (error|warning|due) (KV\d{3}) .+")


TOGETHER = [one for one in OPERATORS if not one.alone]
GROUPS = [TOGETHER[start::16] for start in range(16)] + [[one] for one in OPERATORS if one.alone]
"""All operators: each is in one group."""

SHUFFLED = """
import contextlib, os, random, sys
from kvtool.cli.app import run

class Shuffled(list, contextlib.AbstractContextManager):
    __exit__ = close = lambda *_: None

listed = os.scandir
os.scandir = lambda *folder: Shuffled(random.sample(found := list(listed(*folder)), len(found)))
sys.exit(run(sys.argv[1:]))
"""
"""kvtool on a file system that lists every folder in a random order."""


def sow(files: Files, operators: list[Row | Across], random: Random, number: int) -> tuple[Files, list[Place]]:
    """The files with the faults of so many operators, each in a file of its own, and all their places in order."""
    draws = (drawn(files, operators, random) for _ in range(100))
    plants = next(draw for draw in draws if len(draw) >= number)[:number]
    changes = {path: text for plant in plants for path, text in plant.files.items()}
    sown = {path: text for path, text in (files | changes).items() if text is not None}
    return sown, sorted(place for plant in plants for place in plant.places)


def drawn(files: Files, operators: list[Row | Across], random: Random) -> list[Plant]:
    """A place for each operator that finds one; first for those that need all around them whole."""
    free, plants = set(files), []
    for operator in sorted(operators, key=lambda one: (not one.rests, one.rank(files))):
        made = operator.plant(files, random, free)
        if made is None:
            continue
        free -= made.claims
        if operator.rests:
            free -= neighbours(files, made.claims)
        plants.append(made)
    return random.sample(plants, len(plants))


def read(root: Path) -> Files:
    """The records of a base."""
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in root.glob("data/**/*.yaml")}


def write(root: Path, files: Files) -> Path:
    """A copy of our base with these records."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode("utf-8", "surrogateescape"))
    shutil.copy(HOUSE / "kvtool.toml", root)
    return root


def planted(root: Path, seed: int, number: int = 20) -> list[Place]:
    """A copy of our base with so many faults, drawn from a seed, and their places."""
    random = Random(seed)
    files, expected = sow(read(HOUSE), random.sample(TOGETHER, len(TOGETHER)), random, number)
    write(root, files)
    return expected


def places(answer: dict, besides: Iterable[Place] = ()) -> list[Place]:
    """The places of all errors, and of what has the code of some places besides."""
    codes = {"error", *(code for *_, code in besides)}
    wanted = [one for one in answer["findings"] if {one["severity"], one["code"]} & codes]
    return [(one["path"], one["line"], one["column"], one["code"]) for one in wanted]


def linted(root: Path, day: str = TODAY) -> dict:
    """The answer of `lint`; the faults are in its findings, and in its exit code, and nowhere else."""
    done = ran("--root", root, "lint", "--as-of", day, "--format", "json")
    answer = json.loads(done.out)
    assert (done.code, done.err) == (1 if answer["summary"]["errors"] else 0, "")
    return answer


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sixty_faults_are_all_found_at_their_places_and_nothing_else(tmp_path: Path, seed: int) -> None:
    expected = planted(tmp_path, seed, 60)
    assert {"KV0", "KV1", "KV2"} < {code[:3] for *_, code in expected}
    assert expected == places(linted(tmp_path), expected)


@pytest.mark.parametrize("operators", GROUPS, ids=lambda group: group[0].name)
def test_a_fault_of_each_operator_is_found(tmp_path: Path, operators: list[Row | Across]) -> None:
    files, expected = sow(read(HOUSE), operators, Random(4), len(operators))
    write(tmp_path, files)
    assert expected == places(linted(tmp_path), expected)


@pytest.mark.parametrize("seed", [1])
def test_the_text_format_counts_the_same_faults(tmp_path: Path, seed: int) -> None:
    planted(tmp_path, seed)
    answer = linted(tmp_path)
    *lines, summary = ran("--root", tmp_path, "lint", "--as-of", TODAY).out.splitlines()
    found = [hit.groups() for line in lines if (hit := LINE.fullmatch(line))]
    assert found == [
        (one["path"], str(one["line"]), str(one["column"]), one["severity"], one["code"]) for one in answer["findings"]
    ]
    counted = [answer["summary"][name] for name in ("errors", "warnings", "due", "suppressed", "records")]
    assert counted == [int(number) for number in re.findall(r"\d+", summary)]
    assert all(line.startswith("    help: ") for line in lines if not LINE.fullmatch(line))


def test_our_own_base_has_no_error_and_some_that_are_allowed(tmp_path: Path) -> None:
    answer = linted(write(tmp_path, read(HOUSE)))
    assert answer["summary"]["errors"] == 0
    assert answer["summary"]["suppressed"] > 0


@pytest.mark.parametrize("seed", [0, 1])
def test_five_years_change_due_findings_only(tmp_path: Path, seed: int) -> None:
    planted(tmp_path, seed, 20 if seed else 0)
    now, later = linted(tmp_path), linted(tmp_path, FIVE_YEARS_LATER)
    lasting = [[one for one in answer["findings"] if one["severity"] != "due"] for answer in (now, later)]
    assert lasting[0] == lasting[1]
    assert "KV901" in {one["code"] for one in later["findings"] if one["severity"] == "due"}


def test_order_of_folders_time_zone_and_locale_change_no_byte(tmp_path: Path) -> None:
    planted(tmp_path, 1)
    arguments = ["--root", str(tmp_path), "lint", "--as-of", TODAY, "--format", "json"]
    here = ran(*arguments).out.encode()
    for seed, zone, locale in (("1", "Pacific/Kiritimati", "C"), ("2", "America/New_York", "POSIX")):
        elsewhere = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", SHUFFLED, *arguments], env=elsewhere, capture_output=True)
        assert (timeless(here), b"") == (timeless(done.stdout), done.stderr)


def test_the_answer_is_utf_8_where_the_stream_is_not(tmp_path: Path) -> None:
    root = in_folder(tmp_path, "# partners/lyra.yaml\nid: lyra\ntype: city\nnames: {en: Lyra}\ncountry: Överby\n")
    arguments = ["--root", str(root), "lint", "--as-of", TODAY, "--format", "json"]
    here = ran(*arguments).out.encode()
    latin = os.environ | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([sys.executable, "-m", "kvtool", *arguments], env=latin, capture_output=True)
    assert timeless(here) == timeless(done.stdout)


def timeless(answer: bytes) -> bytes:
    return re.sub(rb'"seconds": [0-9.]+', b'"seconds": 0', answer)


ALONE = [
    pytest.param(
        """
# networks/harbours.yaml
id: harbours
names: {en: Harbours}
membership:
  statements:
    - {status: member, from: 2019, source: plan}
    - {status: cooperating, source: plan}
# sources/plan.yaml
id: plan
title: {en: Plan}
acts: [{on: 2021, act: aproved}]
""",
        [("data/sources/plan.yaml", 3, 24, "KV104")],
        id="a misspelt code in a source",
    ),
    pytest.param(
        """
# frameworks/plan.yaml
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
themes: [harbours-open-all-year]
""",
        [("data/frameworks/plan.yaml", 1, 1, "KV008")],
        id="an emptied framework",
    ),
    pytest.param(
        """
# networks/lyra.yaml
id: lyra
names: {en: Lyra Network}
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
# partners/vega.yaml
id: vega
type: group
names: {en: Vega}
members: [{partner: lyra}]
""",
        [("data/networks/lyra.yaml", 1, 5, "KV203"), ("data/partners/lyra.yaml", 1, 5, "KV203")],
        id="one id for a network and a partner",
    ),
    pytest.param(
        """
# partners/lyra.yaml
id: lyra
type: city
names: {en: Lyra}
lead: gone-unit
# partners/vega.yaml
id: vega
type: cty
names: {en: Vega}
lead: gone-unit
""",
        [("data/partners/lyra.yaml", 4, 7, "KV201"), ("data/partners/vega.yaml", 2, 7, "KV104")],
        id="a broken file that names what is missing elsewhere",
    ),
    pytest.param(
        """
# partners/lyra.yaml
id: lyra
users: [
""",
        [("data/partners/lyra.yaml", 2, 8, "KV004")],
        id="a bracket that opens at the end",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ALONE)
def test_a_fault_neither_brings_nor_hides_another(tmp_path: Path, text: str, expected: list[Place]) -> None:
    assert expected == places(linted(in_folder(tmp_path, text)))
