"""The commands: what click makes of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from . import actions
from .actions import DONE
from .options import FOLDER, options, project_folder, report_folder
from .terminal import Format, Terminal, hint, program, say, shown

KINDS = ("guide", "concept", "model", "metric", "formula", "sample", "page", "term", "question")


def dispatch(argv: Sequence[str], home: Path | None = None) -> int:
    """Run the command that the arguments name; returns the exit code."""
    for command in (studyguide, *studyguide.commands.values()):
        command.help = (command.help or "").replace("  studyguide", f"  {program()}")
    try:
        with studyguide.make_context(program(), list(argv), obj=home) as ctx:
            code: int = studyguide.invoke(ctx)
            return code
    except click.exceptions.Exit as ended:  # --help
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code


class DefaultToBuild(click.Group):
    """`studyguide --fresh` is `studyguide build --fresh`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in {"-h", "--help", "--version"}):
            args.insert(0, "build")
        return super().parse_args(ctx, args)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        say(f"studyguide {version('studyguide')}")
    except PackageNotFoundError:
        say("studyguide, from a folder of its source")
    ctx.exit()


@click.group(cls=DefaultToBuild, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version."
)
def studyguide() -> None:
    """Build study guides: Markdown and YAML in, a static site out.

    Without a command, the guide is built. COMMAND --help tells more of each.

    \b
    Examples:
      studyguide new guide "Linear Algebra"    begin a guide in a folder of its own
      studyguide serve --open                  preview it while you write
      studyguide                               build it into site/
      studyguide check --strict                only look for problems
      studyguide run --stale --update          run samples that changed, and record what they print
      studyguide lock                          note the questions, so that progress survives edits
      studyguide deploy --branch gh-pages      publish it on GitHub Pages

    Exit codes: 0 done, 1 the guide has problems, 2 wrong usage.
    """


@studyguide.command()
@options("project", "output", "jobs", "fresh", "untrusted", "strict", "form")
def build(project: Path, output: Path, strict: bool, form: Format, **rest: Any) -> int:
    """Build the site; pages that are still current are not made again.

    When there are errors, the last good site stays as it is.

    \b
    Examples:
      studyguide build
      studyguide build --fresh --output public
      studyguide build --format json > result.json
    """
    return actions.build(project, output, Terminal(project=project, form=form, strict=strict), **rest)


@studyguide.command()
@options("project", "output", "jobs", "fresh", "untrusted", "strict", "form")
@click.option(
    "--report", is_flag=False, flag_value="", metavar="[FOLDER]",
    help="Write what the guide covers, as HTML and JSON.  [FOLDER: PROJECT/report]",
)  # fmt: skip
def check(project: Path, output: Path, report: str | None, strict: bool, form: Format, **rest: Any) -> int:
    """Look for problems, and for what could read better; no site is written.

    \b
    Examples:
      studyguide check
      studyguide check --format github --strict     in a workflow
      studyguide check --report                     what each page covers, in report/index.html
    """
    folder = None if report is None else report_folder(project, output, report)
    return actions.check(project, output, folder, Terminal(project=project, form=form, strict=strict), **rest)


@studyguide.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@options("project", "jobs", "form")
@click.option("--update", is_flag=True, help="Record what comes out, beside each program.")
@click.option("--stale", is_flag=True, help="Run only what changed since it was recorded, or never was.")
@click.option("--allow-missing", is_flag=True, help="Pass over what needs a package that is not installed.")
def run(project: Path, form: Format, names: tuple[str, ...], **rest: Any) -> int:
    """Run the guide's programs, and compare what comes out with what is recorded.

    Programs are samples, pages with blocks that run, and questions that ask what a program prints. NAME is the id or
    the file of one; without a NAME all run, and the expressions behind numbers are evaluated, too.

    \b
    Examples:
      studyguide run
      studyguide run gan-ring --update
      studyguide run --stale --update      after edits
    """
    return actions.run(project, Terminal(project=project, form=form), names=names, **rest)


@studyguide.command()
@options("project", "form")
@click.option("--retire", multiple=True, metavar="ID", help="A question that was taken out for good; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
def lock(project: Path, form: Format, retire: tuple[str, ...], dry_run: bool) -> int:
    """Write content/questions.lock: what readers' progress hangs on.

    The lock remembers each question's key. When a key changes and its `rev` does not, or a question goes away without
    a word, that is an error, and nothing is written until it is mended. Commit the file with the questions.

    \b
    Examples:
      studyguide lock --dry-run                     what changed since the last time
      studyguide lock                               after questions were added, or a rev was raised
      studyguide lock --retire old-question         after a question was taken out for good
    """
    return actions.lock(project, Terminal(project=project, form=form), retire=retire, dry_run=dry_run)


@studyguide.command()
@options("project", "output", "jobs", "fresh", "untrusted")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 lets others in.")
@click.option("--port", type=click.IntRange(0, 65535), help="0 takes a free one.  [default: 8000, or the next free]")
@click.option("--open", "browse", is_flag=True, help="Open the preview in the browser.")
def serve(project: Path, output: Path, host: str, port: int | None, browse: bool, **rest: Any) -> int:
    """Preview the guide: every save is built and shown at once. Ctrl+C ends it.

    While there are errors, pages stay as they were and show the errors on top. On a network drive or in a
    container, where the system may not tell of saves, set WATCHFILES_FORCE_POLLING=1.

    \b
    Examples:
      studyguide serve --open
      studyguide serve --host 0.0.0.0 --port 8080     to try it on a phone
    """
    return actions.preview(project, output, host, port, browse, **rest)


@studyguide.command()
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("name")
@click.option("--project", type=FOLDER, help="Folder that holds content/; for a guide, the folder to put it in.")
@click.option("--id", "id_", metavar="ID", help="Small letters, digits and hyphens.  [default: made from NAME]")
@click.option("--about", metavar="ENTRY", help="For a question: the entry that it tests, as in concepts/entropy.")
@click.pass_context
def new(ctx: click.Context, kind: str, name: str, project: Path | None, id_: str | None, about: str | None) -> int:
    """Begin a guide, or an entry: KIND is guide, concept, model, metric, formula, sample, page, term or
    question.

    Nothing that exists is overwritten.

    \b
    Examples:
      studyguide new guide "Linear Algebra"
      studyguide new concept "Singular value decomposition"
      studyguide new sample "Power iteration"
      studyguide new term "Rank"
      studyguide new question "What is the rank of a zero matrix?" --about concepts/rank
    """
    from . import scaffold

    if kind == "guide":
        made = scaffold.new_guide(project or Path.cwd(), name, id=id_)
    else:
        folder = project_folder(ctx, ctx.command.params[0], project)
        made = scaffold.new_entry(folder, kind, name, id=id_, about=about)
    path = shown(made.path).rstrip("/")
    say(path)
    hint(made.next_step)
    if kind == "guide":
        hint(f"Preview it as you write: {program()} serve --open --project {path}")
    return DONE


@studyguide.command()
@options("project", "output", "jobs", "fresh", "untrusted", "strict")
@click.option("--to", "folder", type=FOLDER, help="Copy the site into this folder.")
@click.option("--branch", help="Commit the site to this branch, as in gh-pages.")
@click.option("--remote", default="origin", show_default=True, help="Where the branch is pushed to.")
@click.option("--message", help="Of the commit.  [default: names the commit that was built]")
@click.option("--push/--no-push", default=True, help="Push the branch after the commit.  [default: push]")
@click.option("--cname", metavar="DOMAIN", help="The site's own domain.  [default: content/CNAME, or as it was]")
@click.option("--allow-dirty", is_flag=True, help="Publish although there are uncommitted changes.")
@click.option("--overwrite", is_flag=True, help="With --to: replace files that no earlier deploy wrote.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing but build.")
def deploy(project: Path, output: Path, strict: bool, folder: Path | None, branch: str | None, **rest: Any) -> int:
    """Build the site, and publish it if it has no problems.

    \b
    Examples:
      studyguide deploy --branch gh-pages --dry-run
      studyguide deploy --branch gh-pages
      studyguide deploy --to /srv/www/guide
    """
    if (folder is None) == (branch is None):
        raise click.UsageError("say where to: --to FOLDER or --branch NAME")
    shown = Terminal(project=project, strict=strict)
    return actions.publish(project, output, shown, folder, branch, **rest)
