"""Which mentions of a glossary term become links."""

from __future__ import annotations

import re

import pytest
from markup_site import VIEW, html_of

from studyguide.markup import Place, to_html


def linked(text: str) -> list[str]:
    return re.findall(r'<a class="term"[^>]*>(.*?)</a>', html_of(text), re.DOTALL)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a latent variable", ["latent variable"]),
        ("Latent Variables", ["Latent Variables"]),
        ("latent\nvariable", ["latent\nvariable"]),
        ("the latent code", ["latent"]),
        ("GAN", ["GAN"]),
        ("GANs", ["GANs"]),
        ("gan", []),
        ("non-GAN, GAN-like, GANGAN, GAN's", []),
        ("score-based and log-score", []),
        ("**score**, *GAN*", ["score", "GAN"]),
        ("score and Score", ["score"]),
        ("latent variable and latent", ["latent variable"]),
        ("`GAN` [GAN](a.html) $GAN$", []),
        ("## GAN\n\ntext", []),
        ("### GAN\n\nGAN\n\n### Next\n\nGAN", ["GAN"]),
        ("GAN\n\n## Next\n\nGAN", ["GAN", "GAN"]),
        ("- GAN\n- score\n\n| a |\n|---|\n| latent |", ["GAN", "score", "latent"]),
        ("[[term:latent-variable|it]] is a latent variable", ["it"]),
    ],
)
def test_first_mentions_are_linked(text: str, words: list[str]) -> None:
    assert linked(text) == words


def test_terms_can_be_left_unlinked() -> None:
    made = to_html("A GAN.", VIEW, Place(terms=False))
    assert made.terms == ()
    assert "<a" not in made.html


def test_linked_terms_are_noted_once() -> None:
    made = to_html("A GAN.\n\n## Next\n\nA GAN and [[term:latent-variable]].", VIEW, Place())
    assert sorted(made.terms) == ["gan", "latent-variable"]
