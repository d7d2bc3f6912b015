"""The options that commands share, and what they come to: the guide's folder and the site's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from .cli import find_project
from .terminal import program

Command = TypeVar("Command", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path, file_okay=False)


def options(*names: str) -> Callable[[Command], Command]:
    """Gives a command some of the shared options, by name."""

    def decorate(command: Command) -> Command:
        for name in reversed(names):
            command = SHARED[name](command)
        return command

    return decorate


def project_folder(ctx: click.Context, _: click.Parameter, given: Path | None) -> Path:
    """The guide's folder: the one given, or the nearest from the working folder upward."""
    if given is None:
        found = find_project(Path.cwd(), ctx.obj)
        if found is None:
            raise click.UsageError(
                "no guide here: neither this folder nor one above it holds content/guide.yml.\n"
                f"Begin one with `{program()} new guide NAME`, or name its folder with --project."
            )
        return found
    if not (given / "content" / "guide.yml").is_file():
        raise click.UsageError(f"no guide in {given}: it holds no content/guide.yml")
    return given.resolve()


def output_folder(ctx: click.Context, _: click.Parameter, given: Path | None) -> Path:
    """The site's folder, which must not be where the guide's own files are."""
    project: Path = ctx.params["project"]
    output = given.resolve() if given else project / "site"
    own = [project / name for name in ("content", "templates", "static")]
    if project.is_relative_to(output) or any(output.is_relative_to(folder) for folder in own):
        raise click.UsageError(f"the site cannot go to {given}: the guide's own files are there")
    return output


def report_folder(project: Path, output: Path, given: str) -> Path:
    """The report's folder (`report` when only the option was given), which must be neither the site's nor one of the guide's own."""
    folder = Path(given).resolve() if given else project / "report"
    own = [project / name for name in ("content", "templates", "static")]
    if project.is_relative_to(folder) or any(folder.is_relative_to(taken) for taken in (*own, output)):
        raise click.UsageError(f"the report cannot go to {given}: the guide's own files, or its site's, are there")
    return folder


SHARED: dict[str, Callable[[Any], Any]] = {
    "project": click.option(
        "--project",
        type=FOLDER,
        callback=project_folder,
        is_eager=True,
        help="Folder that holds content/.  [default: this folder, or the nearest above]",
    ),
    "output": click.option(
        "--output", type=FOLDER, callback=output_folder, help="Folder for the site.  [default: PROJECT/site]"
    ),
    "jobs": click.option(
        "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at work.  [default: as many as pay off]"
    ),
    "fresh": click.option("--fresh", is_flag=True, help="Forget earlier builds and make everything anew."),
    "untrusted": click.option("--untrusted", is_flag=True, help="Take out raw HTML that could run, for others' work."),
    "strict": click.option("--strict", is_flag=True, help="Fail on warnings, too."),
    "form": click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "github"]),
        default="text",
        show_default=True,
        help="How problems are shown; github puts them beside the lines of a pull request.",
    ),
}
