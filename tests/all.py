"""Installs everything that the tests need, and runs them all: `python3 tests/all.py`.

Needs Python and git; a Chromium and Node.js come from the system's package manager when there are none. What the guide's samples need is
some gigabytes, so it is installed only with `--samples`; then nothing at all may be left out. Without, samples run as far as
their packages happen to be in .venv, and those that do not run are named. Further arguments go to pytest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
VENV = HOME / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MANAGERS = {
    "apt-get": [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]],
    "dnf": [["dnf", "install", "-y", "-q"]],
    "pacman": [["pacman", "-S", "--noconfirm", "--needed"]],
    "zypper": [["zypper", "--non-interactive", "install"]],
    "apk": [["apk", "add"]],
    "brew": [["brew", "install"]],
}
AT_ONCE = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
"""One process a core; more would only wait for browsers."""
PACKAGES = {
    "browser": {"": "chromium"},
    "node": {"": "nodejs npm", "brew": "node"},
    "venv": {"apt-get": "python3-venv"},
}


def main() -> None:
    os.chdir(HOME)
    everything = "--samples" in sys.argv
    further = [argument for argument in sys.argv[1:] if argument != "--samples"]
    install_python_packages(".[test,samples]" if everything else ".[test]")
    install_browser()
    install_node_tools()
    steps = {
        "ruff": [PYTHON, "-m", "ruff", "check", "."],
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "mypy": [PYTHON, "-m", "mypy"],
        "guide": [PYTHON, "build.py", "check", "--strict"],
        "samples": [PYTHON, "build.py", "run", *([] if everything else ["--allow-missing"])],
        "pytest": [PYTHON, "-m", "pytest", "-q", *AT_ONCE, *(["--no-skips"] if everything else []), *further],
    }
    failed = [name for name, command in steps.items() if not passes(name, command)]
    if not everything:
        print("\nWhat samples need was not installed; `python3 tests/all.py --samples` installs it and runs every one.")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def passes(name: str, command: list[str | Path]) -> bool:
    print(f"\n=== {name}", flush=True)
    return subprocess.run(command, check=False).returncode == 0


def install_python_packages(project: str) -> None:
    """A virtual environment in .venv with this project and what its tests need, at the versions of constraints.txt."""
    if not PYTHON.exists() and subprocess.run([sys.executable, "-m", "venv", VENV], check=False).returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        install("venv")
        run(sys.executable, "-m", "venv", VENV)
    run(
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-c",
        "constraints.txt",
        "-e",
        project,
    )


def install_browser() -> None:
    if os.environ.get("CHROMIUM") or any(shutil.which(name) for name in BROWSERS):
        return
    install("browser")


def install_node_tools() -> None:
    """Tools of package.json, at exact versions; nothing is written but node_modules/."""
    if not shutil.which("npm"):
        install("node")
    run(shutil.which("npm") or "npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent")


def install(what: str) -> None:
    """Asks the system's package manager for something."""
    for manager, commands in MANAGERS.items():
        names = PACKAGES[what].get(manager, PACKAGES[what].get(""))
        if shutil.which(manager) and names:
            rights = ["sudo"] if manager != "brew" and os.name == "posix" and os.geteuid() != 0 else []
            for command in commands[:-1]:
                subprocess.run([*rights, *command], check=False)
            run(*rights, *commands[-1], *names.split())
            return
    sys.exit(f"please install {PACKAGES[what].get('', what)}: no package manager known here offers it")


def run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
