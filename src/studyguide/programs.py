"""What the command `run` does: finds every program of a guide, runs it, and compares what comes out with what is recorded.

Programs are samples, pages with blocks that run, and the code of questions of type `output`. Nothing here is called by a build.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from .child import version_of
from .codeblocks import cells_of_page
from .execute import MOST_PRINTED, Done, Failure, Job, Outcome, execute, prepared_folder
from .fragments import place_in_file
from .grade import fold_output
from .load import SourceChanged, load_site
from .model import CodeSample, EntryId, Question
from .problems import Problem, StudyguideError, did_you_mean, line_of
from .records import CellRun, Damaged, Record, differs, figure_path, first_stale, record_path
from .records import write as write_record
from .samples import HIDDEN, Cell, chained
from .scan import digest_bytes
from .site import Site

State = Literal["well", "wrong", "passed over"]
ENOUGH_DIGITS = 2
"""Significant digits of recorded seconds; more would only be noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    project: Path
    names: tuple[str, ...] = ()
    """Ids or files of programs; all when empty."""
    stale: bool = False
    """Only programs whose records are missing, damaged or of other code."""
    update: bool = False
    """Record what comes out."""
    allow_missing: bool = False
    """Pass over what needs a distribution that is not installed."""
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Something to be run, and what is known of it."""

    id: EntryId
    job: Job
    output: Literal["exact", "close", "free"] = "close"
    tolerance: float = 0.05
    fixture: str = ""
    """Path of the program that prepares its folder, relative to the project."""
    shows_output: bool = True
    figures: Mapping[str, str] = field(default_factory=dict)
    accept: tuple[str, ...] = ()
    """For a question: what it may print."""

    @property
    def is_recorded(self) -> bool:
        return not self.accept


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of one program."""

    id: EntryId
    state: State
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    lacks: str = ""
    """The distribution or module that is not installed, when that is why it did not run."""
    changed: tuple[str, ...] = ()
    """Files that were written or deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]


Progress = Callable[[str, int, int], None]


def run(options: RunOptions, *, progress: Progress | None = None) -> RunResult:
    """Runs the programs of a guide. Raises `StudyguideError` where there is no guide, or no program of a name."""
    try:
        return _run(options, progress)
    except SourceChanged as change:
        problem = Problem(path=str(change), message="this file was changed while programs ran", hint="run again")
        raise StudyguideError(problem) from None


def _run(options: RunOptions, progress: Progress | None) -> RunResult:
    loaded = load_site(options.project)
    site = loaded.site
    programs = programs_of(site)
    chosen = _named(site, programs, options.names) if options.names else programs
    if options.stale:
        chosen = [program for program in chosen if program.is_recorded and _is_stale(site, program)]
    verdicts = _run_all(chosen, site, options, progress)
    problems = [problem for verdict in verdicts for problem in verdict.problems]
    changed: list[str] = []
    if not options.names:
        problems += loaded.problems  # numbers and their expressions among them
        changed = _without_orphans(site, programs, options) if options.update else []
    if changed:
        verdicts.append(Verdict(id="", state="well", changed=tuple(changed)))
    return RunResult(verdicts=tuple(verdicts), problems=tuple(sorted(set(problems))))


# Finding programs


def programs_of(site: Site) -> list[Program]:
    """Every program of a guide: samples, pages, questions."""
    texts = {entry_id for entry_id, origin in site.origins.items() if origin.body_line and origin.path.endswith(".md")}
    pages = sorted(texts)
    found = [
        *(_of_sample(site, entry_id) for entry_id in sorted(site.ordered("sample"))),
        *(_of_page(site, entry_id) for entry_id in pages),
        *(_of_question(site, entry_id) for entry_id in site.ordered("question")),
    ]
    return [program for program in found if program is not None]


def _of_sample(site: Site, entry_id: EntryId) -> Program:
    sample = site.entries[entry_id]
    assert isinstance(sample, CodeSample)
    path = site.origins[entry_id].path
    fixture = site.files.get(f"code/fixtures/{sample.fixture}") if sample.fixture else None
    job = Job(
        path=path, text=site.read(path), cells=tuple(site.cells(entry_id)), needs=sample.needs, seconds=sample.seconds
    )
    return Program(
        id=entry_id, job=job, output=sample.output, tolerance=sample.tolerance, fixture=fixture.path if fixture else "",
        shows_output=sample.shows_output, figures=sample.figures,
    )  # fmt: skip


def _of_question(site: Site, entry_id: EntryId) -> Program | None:
    question = site.entries[entry_id]
    assert isinstance(question, Question)
    if question.type != "output" or question.answer is None:
        return None
    path = site.origins[entry_id].path
    line, _ = place_in_file(entry_id, site, "code", 1, 1)
    job = Job(path=path, text=site.read(path), cells=tuple(chained([("code", line, question.code)])), needs=None)
    return Program(id=entry_id, job=job, accept=question.answer.accept)


def _of_page(site: Site, entry_id: EntryId) -> Program | None:
    path = site.origins[entry_id].path
    cells = cells_of_page(site, entry_id)
    if not cells:
        return None
    return Program(id=entry_id, job=Job(path=path, text=site.read(path), cells=tuple(cells), needs=None, seconds=10))


def _named(site: Site, programs: Sequence[Program], names: Iterable[str]) -> list[Program]:
    """The programs that somebody asks for by id, by bare id or by file; a file of questions has several."""
    chosen: list[Program] = []
    for name in names:
        plain = name.replace("\\", "/").removeprefix("./")
        found = [p for p in programs if plain in (p.id, p.id.partition("/")[2], p.job.path, f"content/{p.job.path}")]
        found = found or [p for p in programs if p.job.path.endswith("/" + plain)]
        if not found:
            known = [text for p in programs for text in (p.id, p.id.partition("/")[2])]
            hint = did_you_mean(plain, known) or "a program is named by its id or its file, as in gan-ring"
            raise StudyguideError(Problem(path=name, message="nothing that runs has this name", hint=hint))
        chosen += [program for program in found if program not in chosen]
    return chosen


def _is_stale(site: Site, program: Program) -> bool:
    record = site.record(program.job.path)
    return not isinstance(record, Record) or first_stale(record, program.job.cells) is not None


# Running them


def _run_all(programs: Sequence[Program], site: Site, options: RunOptions, progress: Progress | None) -> list[Verdict]:
    """All verdicts, in the order of the programs; a fixture runs once for all that need it."""
    lacking = {program.id: name for program in programs if (name := _lacking(program))}
    ready = [program for program in programs if program.id not in lacking]
    done = 0
    with ExitStack() as stack:
        folders = {
            path: stack.enter_context(prepared_folder(_fixture_job(site, path)))
            for path in dict.fromkeys(program.fixture for program in ready if program.fixture)
        }
        stop = threading.Event()
        pool = stack.enter_context(ThreadPoolExecutor(options.jobs))
        stack.callback(stop.set)  # before the pool waits: whoever interrupts wants no program to end first

        def one(program: Program) -> Verdict:
            folder, failure = folders.get(program.fixture, (None, None))
            outcome = Outcome(cells={}, failure=failure) if failure else execute(program.job, folder, stop)
            path = program.fixture if failure else program.job.path
            return _judged(program, outcome, path, site, options)

        verdicts = {}
        for verdict in pool.map(one, ready):
            verdicts[verdict.id] = verdict
            done += 1
            if progress:
                progress("programs", done, len(ready))
    for program in programs:
        if program.id in lacking:
            verdicts[program.id] = _not_run(program, lacking[program.id], site, options)
    return [verdicts[program.id] for program in programs]


def _fixture_job(site: Site, path: str) -> Job:
    text = site.read(path)
    return Job(path=path, text=text, cells=tuple(chained([("fixture", 1, text)])), seconds=60)


def _lacking(program: Program) -> str:
    """A distribution that the program needs and that is not installed."""
    return next((name for name in program.job.needs or () if not version_of(name)), "")


def _not_run(program: Program, name: str, site: Site, options: RunOptions) -> Verdict:
    if options.allow_missing:
        return Verdict(id=program.id, state="passed over", lacks=name)
    message = f"this needs {name}, which is not installed"
    hint = f"python -m pip install {name}; or --allow-missing passes it over"
    problem = _problem(site, program.job.path, program.job.cells[0].line, message, hint)
    return Verdict(id=program.id, state="wrong", problems=(problem,), lacks=name)


def _judged(program: Program, outcome: Outcome, path: str, site: Site, options: RunOptions) -> Verdict:
    """A program after its run: what went wrong, or what is recorded."""
    failure = outcome.failure
    if failure is not None:
        if failure.missing and program.job.needs is None:
            return replace(_not_run(program, failure.missing, site, options), seconds=outcome.seconds)
        problem = _problem(site, path, failure.line, failure.message, _way_out(failure))
        return Verdict(id=program.id, state="wrong", seconds=outcome.seconds, problems=(problem,))
    problems = list(_too_much(program, outcome, site))
    changed: tuple[str, ...] = ()
    if not program.is_recorded:
        problems += _wrong_answer(program, outcome, site)
    elif not problems and options.update:
        problems += _undescribed(program, outcome, site)
        changed = () if problems else _recorded(program, outcome, site, options.project)
    elif not problems:
        problems += _differences(program, outcome, site)
    wrong = any(problem.level == "error" for problem in problems)
    return Verdict(
        id=program.id,
        state="wrong" if wrong else "well",
        seconds=outcome.seconds,
        problems=tuple(problems),
        changed=changed,
    )


def _way_out(failure: Failure) -> str:
    if failure.missing:
        return f'add the distribution that has "{failure.missing}" to `needs:`'
    last = failure.said.rpartition("\n")[2]
    return f"it said: {last}" if "ended by the system" in failure.message and last else ""


def _problem(
    site: Site, path: str, line: int, message: str, hint: str = "", level: Literal["error", "warning"] = "error"
) -> Problem:
    return Problem(
        path=path, line=line, message=message, hint=hint, level=level, excerpt=line_of(site.read(path), line)
    )


# Comparing


def _kept_text(program: Program, cell: Cell, outcome: Outcome) -> str:
    """What is recorded of what a cell printed: nothing, where nothing is shown."""
    return outcome.cells[cell.name].text if program.shows_output and cell.name not in HIDDEN else ""


def _too_much(program: Program, outcome: Outcome, site: Site) -> Iterator[Problem]:
    for cell in program.job.cells:
        length = len(_kept_text(program, cell, outcome))
        if length > MOST_PRINTED:
            message = f"this prints {length:,} characters, and pages show at most {MOST_PRINTED:,}"
            yield _problem(site, program.job.path, cell.line, message, "print less")


def _wrong_answer(program: Program, outcome: Outcome, site: Site) -> Iterator[Problem]:
    printed = "\n".join(done.text for done in outcome.cells.values())
    if fold_output(printed) not in map(fold_output, program.accept):
        line = program.job.cells[0].line
        message = f'this prints "{_short(printed)}", which is no accepted answer'
        yield _problem(site, program.job.path, line, message, f'accepted: "{_short(program.accept[0])}"')


def _differences(program: Program, outcome: Outcome, site: Site) -> Iterator[Problem]:
    """What is not as it was recorded."""
    path, cells = program.job.path, program.job.cells
    again = f"`run {program.id.partition('/')[2]} --update` records it"
    record = site.record(path)
    if record is None:
        yield _problem(site, path, cells[0].line, "nothing is recorded of this program", again, "warning")
    elif isinstance(record, Damaged):
        yield Problem(path=record_path(path), line=1, message=record.message, hint=again)
    elif stale := first_stale(record, cells):
        yield _problem(site, path, stale.line, "this code changed since it was recorded", again)
    else:
        for cell in cells:
            yield from _cell_differences(program, cell, record.cells[cell.name], outcome.cells[cell.name], site, again)


def _cell_differences(
    program: Program, cell: Cell, recorded: CellRun, done: Done, site: Site, again: str
) -> Iterator[Problem]:
    path = program.job.path
    printed = done.text if program.shows_output and cell.name not in HIDDEN else ""
    found = differs(recorded.text, printed, program.output, program.tolerance)
    if found:
        what = f'line {found[0] + 1} of the output of "{cell.name}": {found[1]}'
        yield _problem(site, path, cell.line, what, f"if that is right, {again}")
    if sorted(done.figures) != sorted(recorded.figures):
        drawn = ", ".join(sorted(done.figures)) or "nothing"
        message = f'"{cell.name}" drew {drawn}, and {", ".join(sorted(recorded.figures)) or "nothing"} is recorded'
        yield _problem(site, path, cell.line, message, f"if that is right, {again}")


def _undescribed(program: Program, outcome: Outcome, site: Site) -> Iterator[Problem]:
    """Pictures without a text, and texts without a picture."""
    drawn = {name: cell for cell in program.job.cells for name in outcome.cells[cell.name].figures}
    for name, cell in drawn.items():
        if name not in program.figures:
            message = f'the picture "{name}" has no text for those who cannot see it'
            hint = f'add `figures: {{{name}: "a sentence that says what can be seen"}}` to the front matter'
            yield _problem(site, program.job.path, cell.line, message, hint)
    for name in program.figures:
        if name not in drawn:
            message = f'the picture "{name}" is described and was not drawn'
            yield _problem(site, program.job.path, 1, message, "save it into the working folder")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


# Recording


def _recorded(program: Program, outcome: Outcome, site: Site, project: Path) -> tuple[str, ...]:
    """Writes what came out, unless that is what is recorded already; returns the files that changed."""
    path = program.job.path
    record = _record_of(program, outcome)
    old = site.record(path)
    stays = isinstance(old, Record) and replace(old, seconds=record.seconds) == record
    wanted: dict[str, bytes] = {} if stays else {record_path(path): write_record(record).encode()}
    for done in outcome.cells.values():
        wanted |= {f"content/{figure_path(path, name)}": data for name, data in done.figures.items()}
    before = old.figures if isinstance(old, Record) else ()
    unwanted = [f"content/{figure_path(path, name)}" for name in before if name not in record.figures]
    return (*_write(project, wanted), *_delete(project, unwanted))


def _record_of(program: Program, outcome: Outcome) -> Record:
    cells = {
        cell.name: CellRun(
            code=cell.digest,
            text=_kept_text(program, cell, outcome),
            figures=tuple(sorted(outcome.cells[cell.name].figures)),
        )
        for cell in program.job.cells
    }
    figures = {name: digest_bytes(data) for done in outcome.cells.values() for name, data in done.figures.items()}
    seconds = float(f"{outcome.seconds:.{ENOUGH_DIGITS}g}")
    return Record(python=outcome.python, packages=outcome.packages, seconds=seconds, cells=cells, figures=figures)


def _without_orphans(site: Site, programs: Sequence[Program], options: RunOptions) -> list[str]:
    """Deletes records of programs that are gone."""
    wanted = {record_path(program.job.path) for program in programs if program.is_recorded}
    gone = [path for path in site.runs if path not in wanted and not _may_be_broken(site, path)]
    return _delete(options.project, gone)


def _may_be_broken(site: Site, path: str) -> bool:
    return site.is_broken(path.rpartition("/")[2].partition(".")[0].replace("_", "-"))


def _write(project: Path, files: Mapping[str, bytes]) -> list[str]:
    written = []
    for name, data in files.items():
        path = project / name
        if path.exists() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(path.name + ".tmp")
        beside.write_bytes(data)
        os.replace(beside, path)
        written.append(name)
    return written


def _delete(project: Path, names: Iterable[str]) -> list[str]:
    deleted = []
    for name in names:
        (project / name).unlink(missing_ok=True)
        deleted.append(name)
    return deleted
