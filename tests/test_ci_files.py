"""What runs kvtool elsewhere: the action, the hook of pre-commit, and the workflows of a new base; their scripts are run."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

import pytest
import yaml

from tests.cli import in_folder

ROOT = Path(__file__).parent.parent
BLANK = ROOT / "kvtool" / "blank"
BASE = "# partners/lyra.yaml\nid: lyra\ntype: citty\nnames: {en: Lyra}\n"
CLEAN = "# units/harbour-unit.yaml\n{id: harbour-unit, type: unit, names: {en: Harbour Unit}}\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripts are for bash")


def loaded(path: Path) -> Any:
    """A file's content as YAML 1.1 has it, where the key `on` is true."""
    return yaml.safe_load(Template(path.read_text(encoding="utf-8")).safe_substitute(version="9.9"))


ACTION, WORKFLOW, GITLAB = loaded(ROOT / "action.yml"), loaded(BLANK / "workflow.yml"), loaded(BLANK / "gitlab-ci.yml")


def steps() -> Iterator[Mapping[str, Any]]:
    """The steps of the action and of all jobs of the workflow."""
    yield from ACTION["runs"]["steps"]
    for job in WORKFLOW["jobs"].values():
        yield from job["steps"]


def script(found: Sequence[Mapping[str, Any]], word: str) -> str:
    """The one script that holds a word."""
    (one,) = (str(step["run"]) for step in found if word in step.get("run", ""))
    return one


def shell(folder: Path, text: str, programs: Mapping[str, str] | None = None, **variables: Path | str) -> int:
    """Runs a script as GitHub does, with programs of the test's own before all others; gives its exit code."""
    folder.joinpath("bin").mkdir(exist_ok=True)
    own = {"kvtool": f'exec "{sys.executable}" -I -m kvtool "$@"', **(programs or {})}
    for name, content in own.items():
        (folder / "bin" / name).write_text(f"#!/bin/bash\n{content}\n", encoding="utf-8")
        (folder / "bin" / name).chmod(0o755)
    paths = {"RUNNER_TEMP": folder, "GITHUB_STEP_SUMMARY": folder / "summary.md", "PYTHON": sys.executable}
    known = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": str(folder)}
    given = {name: str(value) for name, value in {**paths, **variables}.items()}
    (folder / "work").mkdir(exist_ok=True)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=folder / "work",
        env=known | given,
        capture_output=True,
        check=False,
    ).returncode


@pytest.mark.parametrize(
    ("base", "fail_on", "code"),
    [(BASE, "error", 1), (BASE, "never", 2), (CLEAN, "error", 0)],
    ids=["bad", "usage", "clean"],
)
def test_the_action_reports_and_leaves_with_the_code_of_lint(
    tmp_path: Path, base: str, fail_on: str, code: int
) -> None:
    in_folder(tmp_path / "work" / "base", base)
    hostile = tmp_path / "work" / "kvtool"
    hostile.mkdir()
    (hostile / "__init__.py").write_text("raise SystemExit(99)\n", encoding="utf-8")
    text = script(ACTION["runs"]["steps"], "lint")
    assert code == shell(tmp_path, text, ROOT="base", FAIL_ON=fail_on, SARIF="out.sarif")
    assert (tmp_path / "summary.md").exists() == (tmp_path / "work" / "out.sarif").exists() == (code != 2)
    if code != 2:
        summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
        assert summary.startswith("**1 error, " if code else "**0 errors, ")


def test_the_action_installs_itself_and_nothing_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "work" / "pip").mkdir(parents=True)
    for name in ("__init__.py", "__main__.py"):
        (tmp_path / "work" / "pip" / name).write_text("raise SystemExit(99)\n", encoding="utf-8")
    text = script(ACTION["runs"]["steps"], "pip install").replace(
        "pip install", "pip install --dry-run --no-deps --no-index"
    )
    code = shell(tmp_path, text, GITHUB_ACTION_PATH=tmp_path / "nothing")
    assert code == 1  # pip's own: there is nothing to install; the repository's would have left with 99


def test_a_new_base_s_workflow_puts_all_findings_into_the_summary(tmp_path: Path) -> None:
    found = WORKFLOW["jobs"]["lint"]["steps"]
    in_folder(tmp_path / "work", BASE)
    assert shell(tmp_path, script(found, "kvtool lint")) == 1
    assert shell(tmp_path, script(found, "GITHUB_STEP_SUMMARY")) == 0
    assert found[-1]["if"] == "${{ !cancelled() }}"
    assert "KV104 unknown-code" in (tmp_path / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("open_", "does"), [("7", "issue edit 7 --body-file"), ("", "issue create --label kvtool-due")]
)
def test_one_issue_holds_what_is_due(tmp_path: Path, open_: str, does: str) -> None:
    gh = f'echo "$*" >> "{tmp_path}/said"; if [ "$2" = list ]; then echo "{open_}"; fi'
    text = script(WORKFLOW["jobs"]["due"]["steps"], "gh issue")
    assert shell(tmp_path, text, {"gh": gh}) == 0
    said = (tmp_path / "said").read_text(encoding="utf-8").splitlines()
    assert [line.split()[1] for line in said[:2]] == ["create", "list"]
    assert len(said) == 3
    assert said[2].startswith(does)
    assert said[2].endswith(f"--body-file {tmp_path}/due.md")


def test_on_gitlab_the_reports_are_those_that_it_collects(tmp_path: Path) -> None:
    job = GITLAB["kvtool"]
    in_folder(tmp_path / "work", BASE)
    assert shell(tmp_path, "\n".join(job["script"]), {"pip": ""}) == 1
    assert job["artifacts"]["when"] == "always"
    assert sorted(job["artifacts"]["reports"]) == ["codequality", "junit"]
    for file in job["artifacts"]["reports"].values():
        assert "KV104" in (tmp_path / "work" / file).read_text(encoding="utf-8")


def test_a_fork_gets_no_secret_and_no_right_to_write() -> None:
    assert sorted(WORKFLOW[True]) == ["pull_request", "push", "schedule"]
    assert WORKFLOW["permissions"] == {"contents": "read"}
    writing = {
        name: (job["if"], job["permissions"]) for name, job in WORKFLOW["jobs"].items() if job.get("permissions")
    }
    assert writing == {"due": ("github.event_name == 'schedule'", {"contents": "read", "issues": "write"})}
    assert WORKFLOW["jobs"]["lint"]["if"] == "github.event_name != 'schedule'"
    tokens = [step["name"] for step in WORKFLOW["jobs"]["lint"]["steps"] if "token" in str(step)]
    assert tokens == []
    for path in (ROOT / "action.yml", BLANK / "workflow.yml", BLANK / "gitlab-ci.yml"):
        assert "secrets." not in path.read_text(encoding="utf-8")


def test_other_actions_are_taken_by_their_commit_and_scripts_hold_no_expression() -> None:
    used = [step["uses"] for step in steps() if "uses" in step]
    assert len(used) == 5
    assert [one for one in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one)] == []
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []
    checkouts = [step["with"] for step in steps() if "checkout" in step.get("uses", "")]
    assert checkouts == [{"persist-credentials": False}] * 2


def test_a_new_base_takes_the_release_that_made_it() -> None:
    found = [script(job["steps"], "pip install") for job in WORKFLOW["jobs"].values()]
    assert [*found, GITLAB["kvtool"]["script"][0]] == ['pip install --quiet "kvtool==9.9"'] * 3


def test_the_hook_runs_a_command_that_there_is_when_the_base_changes() -> None:
    (hook,) = loaded(ROOT / ".pre-commit-hooks.yaml")
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert (hook["id"], hook["entry"], hook["language"]) == ("kvtool-lint", "kvtool lint", "python")
    assert hook["entry"].split()[0] in scripts
    assert (hook["pass_filenames"], hook["require_serial"]) == (False, True)
    paths = ("data/partners/lyra.yaml", "kvtool.toml", "README.md", "old/data/x.yaml", "kvtool.toml.bak")
    assert [path for path in paths if re.search(hook["files"], path)] == ["data/partners/lyra.yaml", "kvtool.toml"]
