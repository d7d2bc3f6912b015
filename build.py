"""Builds the guide in this folder: `python build.py`; `python build.py serve` previews it. `--help` tells the rest."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

try:
    from studyguide.cli import main
except ModuleNotFoundError as missing:
    if missing.name != "studyguide":
        raise
    sys.path.insert(0, str(HERE / "src"))
    from studyguide.cli import main

if __name__ == "__main__":
    main(home=HERE)
