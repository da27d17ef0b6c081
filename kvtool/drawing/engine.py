"""Vega-Lite to SVG in a child process: one clock and one language whatever the machine is set to, little time, no network."""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from kvtool.drawing.dots import packed
from kvtool.drawing.drawings import unusable

LIBRARY: Final = "vl_convert"
EXTRA: Final = "charts"
VERSION: Final = "6.4"
"""Of Vega-Lite: another one may draw otherwise."""
SECONDS: Final = 10
MEMORY: Final = 1 << 30
LARGEST: Final = 8 << 20
SETTING: Final = {"TZ": "UTC", "LC_ALL": "C.UTF-8"}


def is_installed() -> bool:
    """Whether pictures can be drawn on this machine."""
    return find_spec(LIBRARY) is not None


def svgs(named: Sequence[tuple[str, Any]], look: Any) -> list[str]:
    """The SVG of each drawing, given with its file's name; raises KvtoolError for one that cannot be drawn."""
    order = json.dumps({"drawings": [drawing for _, drawing in named], "look": look}).encode()
    code = "import sys; sys.path.insert(0, sys.argv[1]); from kvtool.drawing.engine import child; child()"
    command = [sys.executable, "-E", "-s", "-c", code, str(Path(__file__).parents[2])]
    try:
        done = subprocess.run(command, input=order, capture_output=True, timeout=SECONDS * 2, env=SETTING, check=False)
    except subprocess.TimeoutExpired:
        raise unusable(named[0][0], "the drawings took too long") from None
    if len(done.stdout) > LARGEST:
        raise unusable(named[0][0], "the drawings say too much")
    made: list[dict[str, str]] = [json.loads(line) for line in done.stdout.splitlines()]
    for (file, _), one in zip(named, made, strict=False):
        if "error" in one:
            raise unusable(file, one["error"])
    if len(made) < len(named):
        raise unusable(named[len(made)][0], "drawing it took too much time or memory")
    return [one["svg"] for one in made]


def png(svg: str, scale: float) -> bytes:
    """An SVG that has been looked through as dots: `scale` of them for each of its own."""
    import vl_convert

    return packed(vl_convert.svg_to_png(svg, scale=scale))


def child() -> None:
    """The child's side: drawings on standard input, a line for each on standard output."""
    order = json.load(sys.stdin)
    import vl_convert

    _limit()
    for one in order["drawings"]:
        try:
            svg = vl_convert.vegalite_to_svg(one, vl_version=VERSION, config=order["look"], allowed_base_urls=[])
            answer = {"svg": svg}
        except (ValueError, TypeError, RuntimeError) as error:
            told = [line.strip() for line in str(error).splitlines() if "rror" in line]
            answer = {"error": (told or ["it cannot be drawn"])[0]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _limit() -> None:
    """Limits of time, memory and files, where the system has them."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
