"""A small site that knows a few names, for tests of the Markdown layer."""

from __future__ import annotations

from studyguide.markup import Html, Place, to_html
from studyguide.problems import did_you_mean
from studyguide.samples import next_digest
from studyguide.trace import ROOT, SLOT, Citation, Excerpt, Link, Mention, Missing, Picture, Ran

SVG = """<?xml version="1.0"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50" viewBox="0 0 100 50">
<title>Untitled</title>
<defs><marker id="arrow"><path d="M0 0"/></marker></defs>
<path id="line" d="M0 0L9 9" marker-end="url(#arrow)"/><use href="#line"/>
</svg>
"""
ENTRIES = {
    "fid": Link("metrics/fid.html", "FID", "metric", "Distance between two crowds of pictures."),
    "metrics/fid": Link("metrics/fid.html", "FID", "metric", "Distance between two crowds of pictures."),
    "gan": Link("models/gan.html", "GAN", "model", 'The "duel" of <two> networks.'),
    "term:latent-variable": Link("glossary.html#latent-variable", "Latent variable", "term", "A hidden cause."),
}
MENTIONS = (
    Mention(
        "latent variable", "latent-variable", "Latent variable", "glossary.html#latent-variable", "A hidden cause."
    ),
    Mention("latent", "latent-variable", "Latent variable", "glossary.html#latent-variable", "A hidden cause."),
    Mention("GAN", "gan", "GAN", "glossary.html#gan", "Two networks in a duel."),
    Mention("score", "score", "Score", "glossary.html#score", "An uphill arrow."),
    Mention("Markov chain", "markov-chain", "Markov chain", "glossary.html#markov-chain", "Steps without memory."),
)
PICTURES = {
    "img/duel.svg": Picture("img/duel.svg", 0, 0, SVG),
    "img/photo.png": Picture("img/photo.png", 640, 480),
    "img/styled.svg": Picture("img/styled.svg", 0, 0, '<svg viewBox="0 0 1 1"><path style="fill:red"/></svg>'),
    "img/scripted.svg": Picture("img/scripted.svg", 0, 0, '<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>'),
    "img/clicked.svg": Picture("img/clicked.svg", 0, 0, '<svg viewBox="0 0 1 1"><path onclick="x()"/></svg>'),
    "img/linked.svg": Picture(
        "img/linked.svg", 0, 0, '<svg viewBox="0 0 1 1"><image href="https://x.org/a.png"/></svg>'
    ),
}


RUNS = {
    "1": Ran(next_digest("", "print(1 + 1)"), "2"),
    "2": Ran(next_digest(next_digest("", "print(1 + 1)"), ">>> 1 + 1\n2"), ""),
    "3": Ran("of something else", "3"),
}
"""What the blocks of a page printed."""


class View:
    """Answers as a site would."""

    def link(self, target: str) -> Link | Missing:
        name, _, anchor = target.partition("#")
        found = ENTRIES.get(name)
        if found is None:
            return Missing(f'there is no entry "{name}"', did_you_mean(name, ENTRIES))
        return found._replace(url=f"{found.url}#{anchor}") if anchor else found

    def equation(self, id: str) -> Link | Missing:
        if id == "elbo":
            return Link("math/elbo.html", "equation\u00a012", "formula", "A bound.")
        return Missing(f'there is no formula "{id}"')

    def citation(self, key: str) -> Citation | Missing:
        if key in ("ho2020", "song2021"):
            return Citation("Ho et al. 2020", f"references.html#{key}", "Denoising diffusion.")
        return Missing(f'there is no reference "{key}"', did_you_mean(key, ["ho2020", "song2021"]))

    def excerpt(self, path: str, region: str) -> Excerpt | Missing:
        if path not in ("code/gan.py", "code/ring.py"):
            return Missing(f'there is no code file "{path}"')
        if region not in ("", "model"):
            return Missing(f'"{path}" has no region "{region}"', did_you_mean(region, ["model"]))
        return Excerpt("    def model():\n        return 1", (7, 8))

    def sample(self, path: str) -> Link | None:
        return Link("code/ring.html", "A <ring>", "sample", "Eight places.") if path == "code/ring.py" else None

    def output(self, path: str, region: str) -> Ran | Missing | None:
        if path != "code/ring.py":
            return Missing(f"{path} is no sample, so nothing is known of what it prints")
        return Ran("", "8 of 8 <modes>\n372, 385", (("img/duel.svg", "Two clouds"),)) if region == "model" else None

    def ran(self, number: str) -> Ran | None:
        return RUNS.get(number)

    def picture(self, path: str) -> Picture | Missing:
        return PICTURES.get(path) or Missing(f'there is no picture "{path}"', did_you_mean(path, PICTURES))

    def question(self, id: str) -> Link | Missing:
        return (
            Link("quiz/gan.html#q", "Q", "question")
            if id.startswith("gan-")
            else Missing(f'there is no question "{id}"')
        )

    def mentions(self, text: str) -> tuple[Mention, ...]:
        return MENTIONS


VIEW = View()


def html_of(text: str, **place: object) -> str:
    return readable(to_html(text, VIEW, Place(**place)).html)  # type: ignore[arg-type]


def mistakes_in(text: str, **place: object) -> list[str]:
    return [line[2:] for line in shown(to_html(text, VIEW, Place(**place))).splitlines() if line.startswith("! ")]  # type: ignore[arg-type]


def readable(html: str) -> str:
    return html.replace(ROOT, "/ROOT/").replace(SLOT[0], "{{").replace(SLOT[1], "}}").replace("\u00a0", "&nbsp;")


def shown(made: Html) -> str:
    """HTML and mistakes as one text, for comparison."""
    lines = [readable(made.html)]
    for mistake in made.mistakes:
        level = "" if mistake.level == "error" else f"{mistake.level}: "
        hint = f" ({mistake.hint})" if mistake.hint else ""
        lines.append(f"! {mistake.line}:{mistake.column}: {level}{mistake.message}{hint}")
    return "\n".join(lines) + "\n"
