"""Templates: the package's own run here, a base's own in a child process that can neither reach out nor run away."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kvtool import compiling, rendering
from kvtool.errors import Exit, KvtoolError
from kvtool.rendering import package_templates, render

CONTENT = {"name": "Lyra", "names": ["Lyra", "Vega"], "number": 3, "nothing": None}


def rendered(base: Path, template: str) -> str:
    """A paper from a template that the base brings along."""
    (base / "templates").mkdir(exist_ok=True)
    (base / "templates" / "own.md.j2").write_text(template, encoding="utf-8")
    return render(base, "own.md.j2", CONTENT, "en")


def test_a_base_brings_its_own_template(tmp_path: Path) -> None:
    assert (
        rendered(tmp_path, "# {{ name }}\n\n{% for one in names %}\n- {{ one }}\n{% endfor %}\n")
        == "# Lyra\n\n- Lyra\n- Vega\n"
    )


def test_a_base_overrides_one_template_and_keeps_the_others(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "brief.md.j2").write_text("{{ name }} in our own way\n", encoding="utf-8")
    assert render(tmp_path, "brief.md.j2", CONTENT, "en") == "Lyra in our own way\n"


def test_an_untouched_copy_of_a_template_is_the_package_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(package_templates(), tmp_path / "templates")
    monkeypatch.setattr("subprocess.Popen", None)  # a child process would fail
    with pytest.raises(KvtoolError, match=r"templates/brief\.md\.j2:\d+: 'meta' is undefined"):
        render(tmp_path, "brief.md.j2", {"title": "x"}, "en")


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("a\n{{ lipsum.__globals__ }}", 2, "undefined"),
        ("{{ cycler.__init__ }}", 1, "unsafe"),
        ("{{ '{0.__class__}'.format(1) }}", 1, "unsafe"),
        ("{{ ('{0.__class__}'|attr('format'))(1) }}", 1, "unsafe"),
        ("{{ name|safe }}", 1, "safe"),
        ("{{ names.append(1) }}", 1, "unsafe"),
        ("{{ nmae }}", 1, "undefined"),
        ("\n\n{{ name.nmae }}", 3, "no attribute 'nmae'"),
        ("{{ name|nofilter }}", 1, "nofilter"),
        ("{% if %}", 1, "Expected"),
        ("{{ nothing }}", 1, "empty value"),
        ("{% include '../../etc/passwd' %}", 1, "no template"),
        ("{% import 'os' as os %}", 1, "no template"),
        ("{{ 1 / 0 }}", 1, "division"),
        ("{% for a in range(9) %}x{% endfor %}", 1, "undefined"),
    ],
)
def test_what_a_template_may_not_do_stops_at_its_line(tmp_path: Path, template: str, line: int, says: str) -> None:
    with pytest.raises(KvtoolError) as raised:
        rendered(tmp_path, template)
    assert raised.value.message.startswith(f"templates/own.md.j2:{line}: ")
    assert says in raised.value.message
    assert raised.value.exit_code == Exit.FINDINGS


@pytest.mark.parametrize(
    "template",
    [
        "{{ 'a' * 1000000000 }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ 'x'.center(10**10) }}",
        "{{ 9**(9**(9**9)) }}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% for a in ('x' * 3000) %}{% for b in ('x' * 3000) %}{% for c in ('x' * 3000) %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in ('x' * 3000) %}{{ 'x' * 3000 }}{% endfor %}",
    ],
    ids=["memory", "format", "center", "power", "recursion", "time", "output"],
)
def test_what_takes_too_much_is_ended(tmp_path: Path, template: str) -> None:
    with pytest.raises(KvtoolError, match=r"templates/own\.md\.j2") as raised:
        rendered(tmp_path, template)
    assert raised.value.exit_code == Exit.FINDINGS


def test_a_template_s_own_trouble_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "own.md.j2").write_bytes(b"ok\nJyv\xe4skyl\xe4\n")
    with pytest.raises(KvtoolError, match=r"templates/own\.md\.j2:2: not UTF-8"):
        render(tmp_path, "own.md.j2", CONTENT, "en")


def test_a_linked_template_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "own.md.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(KvtoolError, match="symbolic link"):
        render(tmp_path, "own.md.j2", CONTENT, "en")


def test_every_value_is_plain_text_on_the_page(tmp_path: Path) -> None:
    hostile = {**CONTENT, "name": "# H *b* <i> [x](javascript:y) | {{ 7*7 }} `c` &amp; 1. x\n- y"}
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "own.md.j2").write_text("{{ name }}\n", encoding="utf-8")
    expected = r"\# H \*b\* \<i\> \[x\](javascript\:y) \| {{ 7\*7 }} \`c\` \&amp; 1. x - y" + "\n"
    assert expected == render(tmp_path, "own.md.j2", hostile, "en")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which compiled templates are kept; the package has only one of its own."""
    monkeypatch.delattr(ImmutableSandboxedEnvironment, "bytecode_cache")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiling, "FOLDER", tmp_path / "kept")
    (tmp_path / "package").mkdir()
    monkeypatch.setattr("kvtool.rendering.package_templates", lambda: tmp_path / "package")
    template = "{% if name %}\n# {{ name }}\n{% endif %}\n{{ number + 1 }}\n"
    (tmp_path / "package" / "own.md.j2").write_text(template, encoding="utf-8")
    return tmp_path / "kept"


def test_the_package_s_templates_are_compiled_once(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert render(tmp_path, "own.md.j2", CONTENT, "en") == "# Lyra\n4\n"
    assert [".template"] == [file.suffix for file in kept.iterdir()]
    with monkeypatch.context() as patch:
        patch.setattr(Environment, "compile", None)
        assert render(tmp_path, "own.md.j2", CONTENT, "en") == "# Lyra\n4\n"
    with pytest.raises(KvtoolError, match=r"templates/own\.md\.j2:4: "):
        render(tmp_path, "own.md.j2", {"name": "x", "number": "y"}, "en")


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept.write_bytes(b"garbage"),
        lambda kept: kept.write_bytes(b""),
        lambda kept: kept.write_bytes(kept.read_bytes()[:-40]),
        lambda kept: (kept.parent.parent / "package" / "own.md.j2").write_text("# {{ name }}\n4\n"),
        lambda kept: shutil.rmtree(kept.parent),
    ],
)
def test_what_is_kept_of_a_template_never_changes_a_paper(
    kept: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    for _ in range(2):
        assert render(tmp_path, "own.md.j2", CONTENT, "en") == "# Lyra\n4\n"
        change(next(kept.iterdir()))
        assert render(tmp_path, "own.md.j2", CONTENT, "en") == "# Lyra\n4\n"


def test_nothing_is_kept_of_other_options_of_a_base_s_own_templates_or_where_nothing_may_be(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert render(tmp_path, "own.md.j2", CONTENT, "en") == "# Lyra\n4\n"
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert rendered(tmp_path, "{{ name }}\n") == "Lyra\n"
    assert not kept.exists()
    shutil.rmtree(tmp_path / "templates")
    render(tmp_path, "own.md.j2", CONTENT, "en")
    monkeypatch.setitem(rendering.OPTIONS, "trim_blocks", False)
    assert render(tmp_path, "own.md.j2", CONTENT, "en") == "# Lyra\n\n4\n"
    monkeypatch.setattr(compiling, "FOLDER", Path("/proc/nowhere"))
    assert render(tmp_path, "own.md.j2", CONTENT, "en") == "# Lyra\n\n4\n"
