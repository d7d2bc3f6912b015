"""Writes N study pages, for this project and for MkDocs with Material: the same words, code, tables and formulas for both.

A page has about 900 words in four parts, two code blocks, a table, eight formulas, a list and three links to other pages.
"""

from __future__ import annotations

import random
from pathlib import Path

PER_UNIT = 25
"""Pages in a group of ours, and in a folder of MkDocs."""
WORDS = (
    "model sample density latent noise step gradient loss mean variance image token score path field prior posterior learns "
    "draws follows estimates the a of and to in with from that which is are was can each every small large simple common "
    "careful early later between under over because while when where then after before without almost often seldom"
).split()
CODE = '''
def train_step{number}(model, batch, optimiser, rate={rate:.4f}):
    """One step of training on a batch of {size} examples."""
    optimiser.zero_grad()
    noise = torch.randn(batch.size(0), {size}, device=batch.device)
    loss = ((model(noise) - batch) ** 2).mean() * rate
    loss.backward()
    for name, parameter in model.named_parameters():
        if parameter.grad is None:
            raise ValueError(f"no gradient for {{name}}")
    optimiser.step()
    return loss.item()
'''
LIKELIHOOD = r"\mathcal{L}(\theta) = -\sum_{i=1}^{n} \log p_\theta(x_i \mid x_{<i})"
DIVERGENCE = r"\mathrm{KL}(p\,\|\,q) = \sum_x p(x) \log \frac{p(x)}{q(x)}"


# What a page says, whoever makes it


def title(number: int) -> str:
    return f"Page {number}"


def summary(number: int) -> str:
    return f"What page {number} is about, said in one plain sentence for lists and previews."


def links(number: int, count: int) -> list[int]:
    """The pages that a page links to: the next one, one nearby and one far off."""
    return [(number + step) % count for step in (1, 7, 31)]


def body(number: int, link: list[str]) -> str:
    """The Markdown below a page's title; `link` holds the markup of its three links."""
    generator = random.Random(number)
    parts = [paragraph(generator)]
    for part in range(4):
        parts.append(f"## Part {part + 1} of page {number}")
        parts += [paragraph(generator) for _ in range(3)]
        parts.append(
            rf"Here $x_{{{part}}} = \mu + \sigma \epsilon$, and $p(x \mid z) = {part + 1}/{number + 2}$ holds."
            if part % 2 else rf"The step is $\alpha_{{{part}}} = \sqrt{{1 - \beta_{{{part}}}}}$ at most."
        )  # fmt: skip
        parts += [f"See {link[part]} for *more* about **this**, and `code` too."] if part < 3 else []
        parts += FURNITURE[part](generator)
    return "\n\n".join(parts) + "\n"


def sentence(generator: random.Random) -> str:
    words = [generator.choice(WORDS) for _ in range(generator.randint(8, 18))]
    return " ".join(words).capitalize() + "."


def paragraph(generator: random.Random) -> str:
    return " ".join(sentence(generator) for _ in range(4))


def _code(generator: random.Random) -> list[str]:
    text = CODE.format(number=generator.randint(1, 9), rate=generator.random(), size=generator.randint(2, 99))
    return [f"```python\n{text.strip()}\n```"]


def _table(generator: random.Random) -> list[str]:
    rows = [f"| {generator.choice(WORDS)} | {generator.random():.3f} | {sentence(generator)} |" for _ in range(6)]
    return ["\n".join(["| name | value | remark |", "| --- | ---: | --- |", *rows]), f"$$\n{LIKELIHOOD}\n$$"]


def _list(generator: random.Random) -> list[str]:
    return ["- " + "\n- ".join(sentence(generator) for _ in range(4)), f"$$\n{DIVERGENCE}\n$$"]


FURNITURE = _code, _table, _code, _list
"""What stands at the end of each part."""


# For this project


def our_page(number: int) -> str:
    """Path of a page's source within a guide."""
    return f"content/concepts/page-{number:05d}.md"


def write_ours(folder: Path, count: int) -> None:
    """A guide of `count` concepts, in groups."""
    (folder / "content/concepts").mkdir(parents=True)
    (folder / "content/guide.yml").write_text(GUIDE, encoding="utf-8")
    for number in range(count):
        front = f"title: {title(number)}\nsummary: {summary(number)}\ngroup: Unit {number // PER_UNIT:03d}"
        text = body(number, [f"[[page-{other:05d}]]" for other in links(number, count)])
        (folder / our_page(number)).write_text(f"---\n{front}\n---\n{text}", encoding="utf-8")


GUIDE = """\
id: bench
title: Bench
lint: {off: [example]}
description: Pages to measure with.
language: en
"""


# For MkDocs


def mkdocs_page(number: int) -> str:
    """Path of a page's source within a MkDocs project."""
    return f"docs/unit-{number // PER_UNIT:03d}/page-{number:05d}.md"


def write_mkdocs(folder: Path, count: int) -> None:
    """The same pages, in folders."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    (folder / "docs/index.md").write_text("# Bench\n\nPages to measure with.\n", encoding="utf-8")
    for number in range(count):
        page = folder / mkdocs_page(number)
        page.parent.mkdir(exist_ok=True)
        link = [f"[{title(other)}](../{mkdocs_page(other).removeprefix('docs/')})" for other in links(number, count)]
        page.write_text(f"# {title(number)}\n\n{summary(number)}\n\n{body(number, link)}", encoding="utf-8")


MKDOCS = """\
site_name: Bench
theme:
  name: material
  font: false
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - tables
  - toc: {permalink: true}
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.arithmatex: {generic: true}
"""
"""Search is on, as by default. Formulas stay TeX: a library in the reader's browser would set them."""
