"""Draws every picture of this folder anew: `python content/plots`."""

from importlib import import_module
from pathlib import Path

from axes import save

for script in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    if script.stem != "axes":
        save(str(script), import_module(script.stem).draw())
