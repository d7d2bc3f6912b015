"""A small guide in a folder of its own, for tests that change it and look at what comes of that."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from studyguide.build import BuildResult, Options, build
from studyguide.load import Loaded, load_site
from studyguide.problems import Problem, StudyguideError

BREAD = Path(__file__).parent / "sites" / "bread"
OWN = ("content", "templates", "static")


class Kitchen:
    """A project that is built once, and whose files are put back before each test."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.output = project / "site"
        self.put_back()
        assert build(self.options).published
        self.site = self.files()

    @property
    def options(self) -> Options:
        return Options(project=self.project, output=self.output, jobs=1)

    def put_back(self) -> None:
        for name in OWN:
            shutil.rmtree(self.project / name, ignore_errors=True)
        shutil.copytree(BREAD / "content", self.project / "content")

    def change(self, files: Mapping[str, str | bytes | None]) -> None:
        write(self.project, files)

    def build(self) -> BuildResult:
        return build(self.options)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong now. A build may return it or, where there is nothing to work with, raise it; nothing else."""
        try:
            return self.build().problems
        except StudyguideError as error:
            return error.problems

    def files(self) -> dict[str, bytes]:
        """The site as it stands, with everything that a build may have left lying about."""
        found = sorted(self.output.rglob("*"))
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes() if path.is_file() else b"" for path in found
        }


def write(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Writes files by name; None deletes one."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def loaded(project: Path, files: Mapping[str, str | bytes | None]) -> Loaded:
    """A guide of these files below content/, as read; guide.yml is there without being said."""
    write(project / "content", {"guide.yml": "id: x\ntitle: X\n", **files})
    return load_site(project)


BESIDE_THE_POINT = ("no page uses the term", "the lock is behind")
"""Beginnings of what is said of most small changes to the example."""


def shown(problems: Iterable[Problem]) -> str:
    """Problems as in golden cases, without those that a change causes beside its own."""
    lines = []
    for problem in problems:
        if problem.message.startswith(BESIDE_THE_POINT):
            continue
        place = ":".join([problem.path, *(str(number) for number in (problem.line, problem.column) if number)])
        level = "" if problem.level == "error" else f"{problem.level}: "
        lines.append(f"{place}: {level}{problem.message}\n")
        lines += [f"    {line}\n" for line in problem.hint.splitlines()]
    return "".join(lines)
