"""Writes N study pages, for this project and for MkDocs with Material: the same words, code, tables and formulas for both."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = (
    "model sample density latent noise step gradient loss mean variance image token score path field prior posterior learns "
    "draws follows estimates the a of and to in with from that which is are was can each every small large simple common "
    "careful early later between under over because while when where then after before without almost often seldom"
).split()
CODE = '''
def train_step{number}(model, batch, optimiser, rate={rate}):
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


def sentence(generator: random.Random) -> str:
    words = [generator.choice(WORDS) for _ in range(generator.randint(8, 18))]
    return " ".join(words).capitalize() + "."


def paragraph(generator: random.Random, sentences: int = 5) -> str:
    return " ".join(sentence(generator) for _ in range(sentences))


def body(number: int, count: int, link: str) -> str:
    """About 900 words, two code blocks, a table, ten formulas and three links. `link` is a format with {other}."""
    generator = random.Random(number)
    others = [(number + step) % count for step in (1, 7, 31)]
    parts = [paragraph(generator)]
    for section in range(4):
        parts.append(f"## Part {section + 1} of page {number}")
        parts += [paragraph(generator) for _ in range(3)]
        parts.append(f"Here $x_{{{section}}} = \\mu + \\sigma \\epsilon$ and $p(x \\mid z) = {section + 1}/{number + 2}$ hold.")
        if section < 3:
            parts.append("See " + link.format(other=f"{others[section]:05d}") + " for *more* about **this**, and `code` too.")
        if section in (0, 2):
            code = CODE.format(number=section, rate=generator.random(), size=generator.randint(2, 99))
            parts.append(f"```python\n{code.strip()}\n```")
        if section == 1:
            rows = [f"| {generator.choice(WORDS)} | {generator.random():.3f} | {sentence(generator)} |" for _ in range(6)]
            parts.append("\n".join(["| name | value | remark |", "| --- | ---: | --- |", *rows]))
            parts.append("$$\n\\mathcal{L}(\\theta) = -\\sum_{i=1}^{n} \\log p_\\theta(x_i \\mid x_{<i})\n$$")
        if section == 3:
            parts.append("- " + "\n- ".join(sentence(generator) for _ in range(4)))
            parts.append("$$\n\\mathrm{KL}(p\\,\\|\\,q) = \\sum_x p(x) \\log \\frac{p(x)}{q(x)}\n$$")
    return "\n\n".join(parts) + "\n"


PER_UNIT = 25


def write_ours(folder: Path, count: int) -> None:
    """A guide of `count` concepts in groups of 25, as MkDocs gets them in folders of 25."""
    content = folder / "content"
    (content / "concepts").mkdir(parents=True)
    (content / "guide.yml").write_text("id: bench\ntitle: Bench\ndescription: Pages to measure with.\nlanguage: en\n")
    for number in range(count):
        front = f"---\ntitle: Page {number}\nsummary: What page {number} is about.\ngroup: Unit {number // PER_UNIT:03d}\n---\n"
        (content / "concepts" / f"page-{number:05d}.md").write_text(front + body(number, count, "[[page-{other}]]"))


def write_mkdocs(folder: Path, count: int) -> None:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Bench\n\nPages to measure with.\n")
    for number in range(count):
        unit = docs / f"unit-{number // PER_UNIT:03d}"
        unit.mkdir(exist_ok=True)
        text = body(number, count, "[page {other}](../unit-UUU/page-{other}.md)")
        for other in {(number + step) % count for step in (1, 7, 31)}:
            text = text.replace(f"unit-UUU/page-{other:05d}", f"unit-{other // PER_UNIT:03d}/page-{other:05d}")
        (unit / f"page-{number:05d}.md").write_text(f"# Page {number}\n\n{text}")
    (folder / "mkdocs.yml").write_text(MKDOCS)


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
