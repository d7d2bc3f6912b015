"""Where time goes inside this project: profiles of a cold build, of a build after one edit, and of a preview's save.

Each stage runs in a process of its own, so that imports count where an author waits for them. A profiler makes small functions
look slower than they are: read the order, not the milliseconds.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pages
from tools import HOME, Ours

TOP = 30
SAVES = 5
"""Saves in one profile of the preview."""


def show(folder: Path, count: int) -> None:
    """Prints all profiles of a site of `count` pages."""
    ours = Ours(folder)
    ours.write(count)
    for stage, (title, _) in STAGES.items():
        print(f"\n## {title}, {count} pages\n", flush=True)
        subprocess.run([sys.executable, __file__, stage, str(folder)], check=True)


def cold(project: Path) -> None:
    from studyguide.build import Options, build

    build(Options(project=project, output=project / "site", jobs=1))


def one_edit(project: Path) -> None:
    from studyguide.build import Options, build

    _edit(project, 1)
    build(Options(project=project, output=project / "site"))


def unchanged(project: Path) -> None:
    from studyguide.build import Options, build

    build(Options(project=project, output=project / "site"))


def saves(project: Path) -> Callable[[], None]:
    """Some saves of a preview that runs already; what is returned is what gets profiled."""
    from studyguide.build import Options
    from studyguide.workshop import Workshop

    workshop = Workshop(Options(project=project, output=project / "site"))

    def save(number: int) -> None:
        _edit(project, number)
        workshop.build(on_published=lambda _: None)

    save(2)
    save(3)

    def work() -> None:
        for number in range(4, 4 + SAVES):
            save(number)

    return work


def _edit(project: Path, number: int) -> None:
    page = project / pages.our_page(number)
    page.write_text(f"{page.read_text(encoding='utf-8')}\nOne more line.\n", encoding="utf-8")


def profile(work: Callable[[], object]) -> str:
    """The functions that take longest, with all that they call and by themselves."""
    profiler = cProfile.Profile()
    profiler.runcall(work)
    text = io.StringIO()
    stats = pstats.Stats(profiler, stream=text)
    stats.sort_stats("cumulative").print_stats(TOP)
    stats.sort_stats("tottime").print_stats(TOP)
    lines = text.getvalue().replace(str(HOME), "").splitlines()
    return "\n".join(line for line in lines if line.strip())


STAGES: dict[str, tuple[str, Callable[[Path], Callable[[], None] | None]]] = {
    "cold": ("Cold build, in one process", cold),
    "unchanged": ("Build with nothing changed", unchanged),
    "edit": ("Build after one edit", one_edit),
    "saves": (f"{SAVES} saves in a preview", saves),
}


def main(stage: str, project: Path) -> None:
    sys.path.insert(0, str(HOME / "src"))
    work = STAGES[stage][1]
    if stage == "saves":
        prepared = saves(project)
        print(profile(prepared))
    else:
        print(profile(lambda: work(project)))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
