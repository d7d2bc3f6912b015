"""Runs the cells of one program: `python -P child.py JOB RESULT`, started by `execute` in a folder of its own.

Only the standard library is used, and nothing of this package: the program shares the process. The job and the result are JSON files; what the program
prints goes to standard output as it comes, and the result says how long that was after each cell.
"""

from __future__ import annotations

import ast
import builtins
import doctest
import faulthandler
import importlib.metadata
import json
import linecache
import os
import platform
import random
import signal
import socket
import sys
import time
import traceback
import types
from typing import Any

PICTURES = (".svg", ".png", ".webp")
FUTURE = 0x1FF0000
"""Flags of `from __future__ import …`, which hold for all later cells."""


def main(job_path: str, result_path: str) -> None:
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    _limit(job)
    _cut_network()
    result: dict[str, Any] = {"cells": [], "error": None, "python": platform.python_version()}
    space = types.ModuleType("__main__")
    space.__dict__.update(__file__=job["path"], __builtins__=builtins)
    sys.modules["__main__"] = space
    sys.argv = [job["path"]]
    sys.path.insert(0, os.getcwd())
    linecache.cache[job["path"]] = (len(job["text"]), None, job["text"].splitlines(keepends=True), job["path"])
    random.seed(0)
    flags = 0
    for cell in job["cells"]:
        before = _pictures()
        error, flags = _run(cell, job["path"], space.__dict__, flags)
        made = [name for name, stamp in _pictures().items() if before.get(name) != stamp]
        result["cells"].append({"name": cell["name"], "end": _printed(), "figures": sorted(made)})
        if error:
            result["error"] = error
            break
    faulthandler.cancel_dump_traceback_later()
    result["seconds"] = _seconds()
    result["packages"] = _versions(job)
    with open(result_path, "w", encoding="utf-8") as file:
        json.dump(result, file)
    sys.stderr.flush()
    os._exit(0)  # threads and exit handlers of libraries have nothing more to say


def _limit(job: dict[str, Any]) -> None:
    """Time and memory, as far as the system can limit them; the parent watches the clock, too."""
    faulthandler.enable()
    faulthandler.dump_traceback_later(job["patience_s"], exit=True)
    try:
        import resource
    except ImportError:  # not on Windows
        return
    faulthandler.register(signal.SIGXCPU, chain=True)
    for kind, amount in ((resource.RLIMIT_CPU, job["seconds_limit"]), (resource.RLIMIT_AS, job["bytes_limit"])):
        _, most = resource.getrlimit(kind)
        wanted = amount if most == resource.RLIM_INFINITY else min(amount, most)
        try:
            resource.setrlimit(kind, (wanted, most))
        except (ValueError, OSError):
            continue  # some systems know the limit and do not keep it


def _cut_network() -> None:
    """Connections to other machines fail at once, with a sentence that says why."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def near(host: object) -> bool:
        return host in (None, "", "localhost", "::1") or str(host).startswith("127.")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not near(address[0]):
            raise OSError("programs of a guide run without a network")
        connect(self, address)

    def guarded_look_up(host: Any, *rest: Any, **more: Any) -> Any:
        if not near(host):
            raise socket.gaierror("programs of a guide run without a network")
        return look_up(host, *rest, **more)

    socket.socket.connect = guarded_connect  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = guarded_look_up


# Running


def _run(cell: dict[str, Any], path: str, space: dict[str, Any], flags: int) -> tuple[dict[str, Any] | None, int]:
    """What went wrong, if anything, and the flags that later cells need."""
    if cell["code"].lstrip().startswith(">>> "):
        return _session(cell, space), flags
    try:
        tree = ast.parse(cell["code"], path)
        ast.increment_lineno(tree, cell["line"] - 1)
        code = compile(tree, path, "exec", flags=flags, dont_inherit=True)
        exec(code, space)
        return None, flags | (code.co_flags & FUTURE)
    except SystemExit as ended:
        if ended.code in (None, 0):
            return None, flags
        return {"line": _line(ended, path, cell), "type": "SystemExit", "message": f"ended with {ended.code!r}"}, flags
    except SyntaxError as error:
        if error.filename == path and error.__traceback__ is not None:
            line = (error.lineno or 1) + cell["line"] - 1
            return {"line": line, "type": type(error).__name__, "message": str(error.msg)}, flags
        return _told(error, path, cell), flags
    except BaseException as error:
        return _told(error, path, cell), flags


def _told(error: BaseException, path: str, cell: dict[str, Any]) -> dict[str, Any]:
    traceback.print_exception(error)
    line = _line(error, path, cell)
    message = " ".join("".join(traceback.format_exception_only(error)).split())
    told = {"line": line, "type": type(error).__name__, "message": message}
    if isinstance(error, ModuleNotFoundError) and error.name:
        told["missing"] = error.name.partition(".")[0]
    return told


def _line(error: BaseException, path: str, cell: dict[str, Any]) -> int:
    """The last line of the program that the error came through."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == path]
    return int(lines[-1] or cell["line"]) if lines else int(cell["line"])


def _session(cell: dict[str, Any], space: dict[str, Any]) -> dict[str, Any] | None:
    """A block with prompts, as doctest reads it."""
    wrong: list[dict[str, Any]] = []

    class Runner(doctest.DocTestRunner):
        def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
            line = cell["line"] + example.lineno
            told = f"this shows {_quoted(got)}, and the page says {_quoted(example.want)}"
            wrong.append({"line": line, "type": "Session", "message": told})

        def report_unexpected_exception(self, out: Any, test: Any, example: doctest.Example, exc_info: Any) -> None:
            wrong.append(_told(exc_info[1], "", {**cell, "line": cell["line"] + example.lineno}))

    try:
        test = doctest.DocTestParser().get_doctest(cell["code"], {}, cell["name"], None, 0)
    except ValueError as error:
        return {"line": cell["line"], "type": "ValueError", "message": f"this is not a session: {error}"}
    test.globs = space  # shared with the other blocks
    Runner(optionflags=doctest.ELLIPSIS, verbose=False).run(test, out=lambda text: None, clear_globs=False)
    return wrong[0] if wrong else None


def _quoted(text: str) -> str:
    text = text.strip("\n")
    return f'"{text[:60]}{"…" if len(text) > 60 else ""}"' if text else "nothing"


# Measuring


def _printed() -> int:
    """Bytes that have been printed so far."""
    sys.stdout.flush()
    return os.fstat(1).st_size


def _pictures() -> dict[str, tuple[int, int]]:
    with os.scandir(".") as items:
        return {i.name: (i.stat().st_mtime_ns, i.stat().st_size) for i in items if i.name.endswith(PICTURES)}


def _seconds() -> float:
    """Of the processor, in this process and those that it started."""
    try:
        import resource
    except ImportError:
        return time.process_time()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _versions(job: dict[str, Any]) -> dict[str, str]:
    """Versions of what the program says that it needs, or else of what its code imports; without marks of local builds."""
    names = job["needs"]
    if names is None:
        imported = {name for cell in job["cells"] for name in _imports(cell["code"])} - set(sys.stdlib_module_names)
        known = importlib.metadata.packages_distributions() if imported else {}
        names = sorted({known[name][0] for name in imported if name in known})
    return {name: version for name in names if (version := version_of(name))}


def version_of(name: str) -> str:
    """Version of a distribution, without marks of local builds; empty when it is not installed."""
    for variant in (
        name,
        f"{name}-cpu",
        f"{name}-macos",
    ):  # some are built for processors and systems under other names
        try:
            return importlib.metadata.version(variant).partition("+")[0]
        except (importlib.metadata.PackageNotFoundError, ValueError):
            continue
    return ""


def _imports(code: str) -> set[str]:
    code = "\n".join(line.removeprefix(">>> ").removeprefix("... ") for line in code.split("\n"))
    try:
        tree = ast.parse(code)
    except SyntaxError:  # the output of a session
        tree = ast.parse("\n".join(line for line in code.split("\n") if line.startswith(("import ", "from "))))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
