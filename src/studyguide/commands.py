"""The commands and their options: what click makes of the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from studyguide import cli, terminal
from studyguide.terminal import Terminal

Command = TypeVar("Command", bound=Callable[..., Any])
FOLDER = click.Path(path_type=Path, file_okay=False)
KINDS = ("guide", "concept", "model", "metric", "formula", "page", "term", "question")


def dispatch(argv: Sequence[str], home: Path | None = None) -> int:
    """Run the command that the arguments name; returns the exit code."""
    try:
        return studyguide.main(list(argv), prog_name=cli.program(), standalone_mode=False, obj=home) or cli.DONE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return cli.INTERRUPTED


class DefaultToBuild(click.Group):
    """`studyguide --fresh` is `studyguide build --fresh`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = ("-h", "--help", "--version")
        if not args or (args[0].startswith("-") and args[0] not in own):
            args.insert(0, "build")
        return super().parse_args(ctx, args)


def options(*names: str) -> Callable[[Command], Command]:
    """Gives a command some of the shared options, by name."""

    def decorate(command: Command) -> Command:
        for name in reversed(names):
            command = SHARED[name](command)
        return command

    return decorate


def _project(ctx: click.Context, _: click.Parameter, given: Path | None) -> Path:
    project = given.resolve() if given else cli.find_project(Path.cwd(), ctx.obj)
    if project is None:
        raise click.UsageError("no guide here: neither this folder nor one above it holds content/guide.yml\n"
                               f"Begin one with: {cli.program()} new guide NAME. Or say where it is: --project DIR")
    if not (project / "content" / "guide.yml").is_file():
        raise click.UsageError(f"no guide in {given}: it holds no content/guide.yml")
    return project


def _output(ctx: click.Context, _: click.Parameter, given: Path | None) -> Path:
    project: Path = ctx.params["project"]
    output = given.resolve() if given else project / "site"
    if project.is_relative_to(output) or output.is_relative_to(project / "content"):
        raise click.UsageError(f"the site cannot go to {given}: it would mix with the guide itself")
    return output


SHARED: dict[str, Callable[[Any], Any]] = {
    "project": click.option("--project", type=FOLDER, callback=_project, is_eager=True,
                            help="Folder that holds content/.  [default: this folder, or the nearest above]"),
    "output": click.option("--output", type=FOLDER, callback=_output, help="Folder for the site.  [default: PROJECT/site]"),
    "jobs": click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes at work.  [default: as many as help]"),
    "fresh": click.option("--fresh", is_flag=True, help="Forget earlier builds and make everything anew."),
    "untrusted": click.option("--untrusted", is_flag=True, help="Strip raw HTML that could run script: for strangers' work."),
    "strict": click.option("--strict", is_flag=True, help="Fail on warnings, too."),
    "form": click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
                         help="How problems are shown; github puts them beside the lines of a pull request."),
}


@click.group(cls=DefaultToBuild, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="studyguide")
def studyguide() -> None:
    """Build study guides: Markdown and YAML in, a static site out.

    Without a command, the guide is built.

    \b
    Examples:
      studyguide new guide "Linear Algebra"    begin a guide in a folder of its own
      studyguide serve --open                  preview it while you write
      studyguide                               build it into site/
      studyguide check --strict                only look for problems
      studyguide deploy --branch gh-pages      publish it on GitHub Pages

    Exit codes: 0 done, 1 the guide has problems, 2 wrong usage.
    """


@studyguide.command()
@options("project", "output", "jobs", "fresh", "untrusted", "strict", "form")
def build(project: Path, output: Path, strict: bool, form: terminal.Format, **rest: Any) -> int:
    """Build the site; pages that are still current are not made again.

    When there are errors, the last good site stays as it is.

    \b
    Examples:
      studyguide build
      studyguide build --fresh --output public
      studyguide build --format json > result.json
    """
    return cli.build(project, output, Terminal(project=project, form=form, strict=strict), **rest)


@studyguide.command()
@options("project", "jobs", "fresh", "untrusted", "strict", "form")
def check(project: Path, strict: bool, form: terminal.Format, **rest: Any) -> int:
    """Look for problems and write no site.

    \b
    Examples:
      studyguide check
      studyguide check --format github --strict     in a workflow
    """
    return cli.check(project, Terminal(project=project, form=form, strict=strict), **rest)


@studyguide.command()
@options("project", "output", "jobs", "fresh", "untrusted")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 lets others in.")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes any free one.  [default: 8000, or the next free one]")
@click.option("--open", "open_browser", is_flag=True, help="Open the preview in the browser.")
def serve(project: Path, output: Path, host: str, port: int | None, open_browser: bool, **rest: Any) -> int:
    """Preview the guide: every save is built and shown at once. Ctrl+C ends it.

    While there are errors, pages stay as they were and show the errors on top.

    \b
    Examples:
      studyguide serve --open
      studyguide serve --host 0.0.0.0 --port 8080     to try it on a phone
    """
    from studyguide.preview import preview

    return preview(project, output, host, port, open_browser, **rest)


@studyguide.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option("--project", type=FOLDER, help="Folder that holds content/.  [default: this folder, or the nearest above]")
@click.option("--id", "id_", metavar="ID", help="Small letters, digits and hyphens.  [default: made from NAME]")
@click.option("--about", metavar="ENTRY", help="For a question: the entry that it tests, as in concepts/entropy.")
@click.pass_context
def new(ctx: click.Context, kind: str, name: str, project: Path | None, id_: str | None, about: str | None) -> int:
    """Begin a guide or an entry. Nothing that exists is overwritten.

    \b
    Examples:
      studyguide new guide "Linear Algebra"
      studyguide new concept "Singular value decomposition"
      studyguide new term "Rank"
      studyguide new question "What is the rank of a zero matrix?" --about concepts/rank
    """
    from studyguide import scaffold

    if kind == "guide":
        begun = scaffold.new_guide(name, project or Path.cwd(), id_)
    else:
        begun = scaffold.new_entry(kind, name, _project(ctx, ctx.command.params[2], project), id_, about)
    terminal.say(f"{terminal.shown(begun.path).rstrip('/')}\n{begun.next_step.replace('studyguide', cli.program())}")
    return cli.DONE
