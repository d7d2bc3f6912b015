"""Everything of a site that is not a page: style sheets and scripts joined to one file each, fonts, pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .colour import LEAST_CONTRAST, faint_links
from .model import Guide
from .problems import Problem, StudyguideError, did_you_mean, line_of
from .recipe import THEME
from .sheets import SHEETS, sheet_of
from .shorten import shorten
from .site import File


class ThemeFile(NamedTuple):
    name: str
    """Path below static/ or templates/, with forward slashes."""
    path: Path
    mtime_ns: int
    size: int


def theme_folders(project: Path, name: str) -> list[Path]:
    """A project's own folder of the theme before ours; once where they are the same."""
    folders = [project / name, THEME / name]
    return list({os.path.realpath(folder): folder for folder in folders if folder.is_dir()}.values())


def theme_files(project: Path, name: str) -> dict[str, ThemeFile]:
    """Files of the theme by name; the project's replace ours."""
    found: dict[str, ThemeFile] = {}
    for folder in reversed(theme_folders(project, name)):
        for file in _walk(folder, ""):
            found[file.name] = file
    return dict(sorted(found.items()))


def _walk(folder: Path, prefix: str, linked: frozenset[str] = frozenset()) -> Iterator[ThemeFile]:
    """`linked` are the targets of links on the way here, since links can lead in a circle."""
    with os.scandir(folder) as items:
        for item in items:
            if item.name.startswith(".") or item.name.endswith(("~", ".swp")):
                continue
            further = linked | {os.path.realpath(item.path)} if item.is_symlink() else linked
            if item.is_symlink() and (further == linked or not os.path.exists(item.path)):
                continue
            if item.is_dir():
                yield from _walk(Path(item.path), f"{prefix}{item.name}/", further)
            elif item.is_file():
                stat = item.stat()
                yield ThemeFile(prefix + item.name, Path(item.path), stat.st_mtime_ns, stat.st_size)


CLASSIC_SCRIPTS = ("scheme.js", "find-root.js")
"""Scripts that pages load by themselves, beside the one that is joined from modules."""


def static_outputs(files: Mapping[str, ThemeFile], guide: Guide) -> dict[str, bytes]:
    """Address → bytes of all that comes from static/: joined style sheets and scripts, and the rest as it is."""
    outputs = {
        f"static/{name}": file.path.read_bytes()
        for name, file in files.items()
        if not name.startswith(("css/", "js/")) and not name.endswith((".md", ".py"))
    }
    for name in [name for name in outputs if name.endswith(".css")]:
        outputs[name] = _squeeze(outputs[name].decode("utf-8", "replace")).encode()
    for name, style in join_styles(files, _colours(guide)).items():
        outputs[f"static/{name}"] = style.encode()
    for name, script in join_bundles(files).items():
        outputs[f"static/{name}"] = script.encode()
    for name in CLASSIC_SCRIPTS:
        if f"js/{name}" in files:
            outputs[f"static/{name}"] = files[f"js/{name}"].path.read_bytes()
    return outputs


def accent_problems(files: Mapping[str, ThemeFile], guide: Guide, settings: str) -> list[Problem]:
    """Whether links can be read on paper, after whatever the theme does to the guide's accent. `settings` is the text of guide.yml."""
    try:
        css = join_styles(files, _colours(guide))["site.css"]
    except StudyguideError:
        return []  # said when the sheets are written
    line = next((n for n, text in enumerate(settings.splitlines(), 1) if text.startswith("accent:")), 1)
    return [
        Problem(
            path="content/guide.yml", line=line, column=1, level="warning", excerpt=line_of(settings, line),
            message=f"links have a contrast of only {ratio:.1f}:1 on paper in the {scheme} scheme",
            hint=f"choose another accent, or change --accent or --paper in the theme: {LEAST_CONTRAST:g}:1 is the least that reads well",
        )
        for scheme, ratio in faint_links(css)
    ]  # fmt: skip


def _colours(guide: Guide) -> str:
    """The guide's own accent and its families' hues, as custom properties, and its title at the head of printed pages."""
    rules = [f":root {{ --guide-accent: {guide.accent}; }}"] if guide.accent else []
    rules += [f'[data-family="{name}"] {{ --family-hue: {family.hue:g}; }}' for name, family in guide.families.items()]
    running = re.sub(r'(["\\\\])', r"\\\1", " ".join(guide.title.split()))
    title = f'@page {{ @top-right {{ content: "{running}"; font: 8pt system-ui, sans-serif; color: #555; }} }}'
    return title + ("@layer tokens {" + "\n".join(rules) + "}" if rules else "")


def join_styles(files: Mapping[str, ThemeFile], more: str = "") -> dict[str, str]:
    """Name → style sheet, each joined in the order of css/ORDER; sheets that ORDER does not name follow by name in site.css."""
    order = _text(files, "css/ORDER") if "css/ORDER" in files else ""
    names = [f"css/{name}" if name.endswith(".css") else f"css/{name}.css" for name in order.split()]
    for name in names:
        if name not in files:
            written = name.removeprefix("css/").removesuffix(".css")
            raise _problem("css/ORDER", order, written, f"there is no style sheet {name}", did_you_mean(name, files))
    names += [name for name in files if re.fullmatch(r"css/[^/]+\.css", name) and name not in names]
    joined: dict[str, list[str]] = {"site.css": [], **{sheet.name: [] for sheet in SHEETS}}
    for name in names:
        joined[sheet_of(name.removeprefix("css/").removesuffix(".css"))].append(_text(files, name))
    joined["site.css"].append(more)
    return {name: _squeeze("\n".join(sheets)) for name, sheets in joined.items()}


_CSS_TOKEN = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/|\s*(?:;\s*)*(\})\s*|\s*([{;,])\s*|(:)\s+|\s+""", re.S
)


def _squeeze(css: str) -> str:
    """Without comments and idle signs. Minifiers that know less than all of CSS break `a :is(b)` inside `@layer`; gzip does the rest."""

    def kept(match: re.Match[str]) -> str:
        comment = match[0].startswith("/*")
        return match[match.lastindex] if match.lastindex else "" if comment else " "

    return _CSS_TOKEN.sub(kept, css).strip()


# Modules do not load from file:// in Chromium, so that the pages get one classic script made of them.

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\.[^"]+)";?[ \t]*$', re.M)
_BARE_IMPORT = re.compile(r'^import\s*"(\.[^"]+)";?[ \t]*$', re.M)
_EXPORT = re.compile(
    r"^export\s+(async\s+function\*?|function\*?|const|let|class)\s+([A-Za-z_$][\w$]*|\[[\w$,\s]*\]|\{[\w$,\s]*\})",
    re.M,
)


class Bundle(NamedTuple):
    """One classic script, made of an entry module and all that it imports."""

    name: str
    """File below static/ in the site."""
    entry: str
    after: tuple[str, ...] = ()
    """Bundles that a page loads before this one: their modules are shared, not repeated."""


BUNDLES = (
    Bundle("site.js", "js/main.js"),
    Bundle("find.js", "js/find.js", after=("site.js",)),
    Bundle("look.js", "js/look.js", after=("site.js",)),
    Bundle("worked.js", "js/worked.js", after=("site.js",)),
    Bundle("quiz.js", "js/quiz.js", after=("site.js",)),
    Bundle("review.js", "js/review.js", after=("site.js", "quiz.js")),
    Bundle("practice.js", "js/practice.js", after=("site.js", "quiz.js")),
    Bundle("answers.js", "js/answers.js", after=("site.js", "quiz.js", "review.js")),
    Bundle("progress.js", "js/progress.js", after=("site.js",)),
    Bundle("terms.js", "js/terms.js", after=("site.js",)),
)
"""A page loads only those that it needs, in this order and with `defer`; `progress.js` is fetched by a script, after any others. A module that
two scripts of a page hold is run once. Without its entry module there is no bundle."""


def join_bundles(files: Mapping[str, ThemeFile], bundles: Iterable[Bundle] = BUNDLES) -> dict[str, str]:
    """Name → script. Modules find each other by name in one table, also across the scripts of a page."""
    holds: dict[str, frozenset[str]] = {}
    scripts: dict[str, str] = {}
    for bundle in bundles:
        if bundle.entry in files:
            there = frozenset[str]().union(*(holds.get(name, frozenset()) for name in bundle.after))
            scripts[bundle.name], made = join_modules(files, bundle.entry, there)
            holds[bundle.name] = there | made
    return scripts


_NESTED = re.compile(r"`[^`]*\$\{[^{}`]*`")
"""rjsmin loses its way in these, and spaces with it."""


def join_modules(
    files: Mapping[str, ThemeFile], entry: str, there: frozenset[str] = frozenset()
) -> tuple[str, frozenset[str]]:
    """One classic script of a module and all that it imports, each in a scope of its own, dependencies first.

    Returns the names of its modules, too; those that are already `there` are left out.
    """
    import rjsmin

    done: set[str] = set(there)
    parts: list[str] = []

    def add(name: str, trail: tuple[str, ...]) -> None:
        source = _text(files, name)

        def imported(target: str, statement: str) -> str:
            wanted = _relative(name, target)
            if wanted in (*trail, name):
                raise _problem(name, source, statement, f"imports {wanted}, which imports it in turn")
            if wanted not in files:
                hint = did_you_mean(wanted, [file for file in files if file.startswith("js/")])
                raise _problem(name, source, statement, f"imports {wanted}, which does not exist", hint)
            if wanted not in done:
                add(wanted, (*trail, name))
            return _label(wanted)

        def bind(match: re.Match[str]) -> str:
            label = imported(match[2], match[0])
            offered = _exports(_text(files, f"js/{label}.js"))
            for asked in re.findall(r"(?:^|,)\s*([\w$]+)", match[1]):
                if asked not in offered:
                    message = f"imports {asked} from js/{label}.js, which does not export it"
                    raise _problem(name, source, match[0], message, did_you_mean(asked, offered))
            names = re.sub(r"([\w$]+)\s+as\s+([\w$]+)", r"\1: \2", match[1]).strip().rstrip(",")
            return f'const {{ {" ".join(names.split())} }} = m["{label}"];'

        body = _IMPORT.sub(bind, source)
        body = _BARE_IMPORT.sub(lambda match: imported(match[1], match[0]) and "", body)
        exported = _exports(body)
        body = _EXPORT.sub(r"\1 \2", body)
        if other := re.search(r"^(?:import|export)\b.*", body, re.M):
            raise _problem(
                name,
                source,
                other[0],
                "this form of import or export is not joined",
                "keep to named imports and exports",
            )
        if nested := _NESTED.search(body):
            message, hint = "a template inside a template is not joined", "put the inner one into a name of its own"
            raise _problem(name, source, nested[0], message, hint)
        done.add(name)
        kept = f'm["{_label(name)}"] ??= ' if exported else ""
        parts.append(f"{kept}(() => {{\n{body.strip()}\nreturn {{ {', '.join(exported)} }};\n}})();\n")

    add(entry, ())
    opening = '"use strict";\n(() => {\nconst m = window.studyguideModules ??= {};\n'
    joined: str = rjsmin.jsmin(shorten(opening + "".join(parts) + "})();\n"))
    return joined, frozenset(done - there)


def _exports(source: str) -> list[str]:
    return [name for match in _EXPORT.finditer(source) for name in re.findall(r"[\w$]+", match[2])]


def _label(name: str) -> str:
    """What scripts call a module: its path below js/, without the ending."""
    return name.removeprefix("js/").removesuffix(".js")


def _relative(name: str, target: str) -> str:
    return os.path.normpath(os.path.join(os.path.dirname(name), target)).replace(os.sep, "/")


def _text(files: Mapping[str, ThemeFile], name: str) -> str:
    try:
        return files[name].path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = bytes(error.object).count(b"\n", 0, error.start) + 1
        hint = "save the file with the encoding UTF-8"
        raise StudyguideError(
            Problem(path=f"static/{name}", line=line, message="this is not UTF-8 text", hint=hint)
        ) from None


def _problem(name: str, text: str, at: str, message: str, hint: str = "") -> StudyguideError:
    """A problem in the line where a part of a file's text begins."""
    line = text.count("\n", 0, max(0, text.find(at))) + 1
    return StudyguideError(
        Problem(path=f"static/{name}", line=line, message=message, hint=hint, excerpt=line_of(text, line))
    )


def picture_size(project: Path) -> Callable[[File], tuple[int, int]]:
    """A function that tells a picture's width and height in pixels; (0, 0) when it cannot be read."""
    return lambda file: _picture_size(str(project / file.path), file.digest)


@cache
def _picture_size(path: str, digest: str) -> tuple[int, int]:
    import imagesize

    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError):
        return 0, 0
    return max(0, int(width)), max(0, int(height))
