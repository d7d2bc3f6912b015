"""Look-ups in a guide as read: names, addresses, order."""

from __future__ import annotations

from pathlib import Path

import pytest
from kitchen import loaded

from studyguide.site import Site, plain_text, title_of_question
from studyguide.trace import Missing


def lesson(title: str, front: str = "") -> str:
    return f"---\ntitle: {title}\n{front}---\n"


def metric(title: str) -> str:
    return lesson(title, "direction: higher\n")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return loaded(tmp_path, {
        "guide.yml": "id: x\ntitle: X\nsections: [ideas, pages/about, glossary]\n",
        "pages/ideas.md": lesson("Ideas", "lists: concept\norder: [stone, concepts/oven]\n"),
        "pages/about.md": lesson("About"),
        "pages/thanks.md": lesson("Thanks"),
        "concepts/oven.md": lesson("Oven", "group: Hot\nmark: 🔥\nminutes: 5\nsummary: A hot box.\n"),
        "concepts/stone.md": lesson("Stone"),
        "concepts/apron.md": lesson("apron", "group: Hot\n"),
        "concepts/Zest.md": "",
        "concepts/zest.md": lesson("Zest"),
        "metrics/rise.md": metric("Rise"),
        "metrics/crumb.md": metric("Crumb"),
        "models/crumb.md": lesson("broken", "zzz: 1\n"),
        "math/oven.md": lesson("Heat", "latex: T\n"),
        "math/ash.md": lesson("Ash", "latex: A\n"),
        "glossary.yml": "- {title: Crumb, definition: x}\n- {title: Rise, definition: x}\n- {title: Crust, definition: x}\n",
        "references.yml": "- {id: crust, title: T, authors: A, year: 2000, venue: V}\n",
        "quiz/b.yml": "".join(
            f"- {{id: {name}, type: bool, objective: {about}, difficulty: {level}, stem: Q, truth: true, explain: E}}\n"
            for name, about, level in [("hard", "oven", "advanced"), ("easy", "concepts/oven", "beginner"), ("lost", "nowhere", "beginner")]
        ),
        "quiz/a.yml": "- {id: easier, type: bool, objective: oven, stem: Q, truth: true, explain: E}\n",
    }).site  # fmt: skip


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("stone", "concepts/stone"),
        ("concepts/oven", "concepts/oven"),
        ("oven", "concepts/oven"),
        ("math/oven", "math/oven"),
        ("ash", "math/ash"),
        ("crumb", "metrics/crumb"),
        ("rise", "metrics/rise"),
        ("crust", "glossary/crust"),
        ("about", "pages/about"),
        ("quiz/hard", "quiz/hard"),
    ],
)
def test_a_name_leads_to_the_entry_that_an_author_means(site: Site, name: str, entry: str) -> None:
    assert site.resolve(name) == entry


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("ovn", 'there is no entry "ovn"', 'did you mean "oven"?'),
        ("concepts/ovn", 'there is no entry "concepts/ovn"', 'did you mean "concepts/oven"?'),
        ("hard", 'there is no entry "hard"', ""),
        ("", 'there is no entry ""', ""),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_the_nearest(site: Site, name: str, message: str, hint: str) -> None:
    assert site.resolve(name) == Missing(message, hint)


def test_a_name_that_leads_to_two_is_told_with_both(tmp_path: Path) -> None:
    site = loaded(tmp_path, {"concepts/oven.md": lesson("Oven"), "metrics/oven.md": metric("Oven")}).site
    assert site.resolve("oven") == Missing('"oven" may be concepts/oven or metrics/oven', "write the folder too")


@pytest.mark.parametrize(
    ("entry", "url"),
    [
        ("pages/index", "index.html"),
        ("pages/about", "about.html"),
        ("pages/ideas", "concepts/index.html"),
        ("pages/glossary", "glossary.html"),
        ("concepts/oven", "concepts/oven.html"),
        ("math/ash", "math/ash.html"),
        ("glossary/crust", "glossary.html#crust"),
        ("references/crust", "references.html#crust"),
        ("quiz/hard", "quiz/index.html#q-hard"),
    ],
)
def test_an_address_follows_from_the_kind(site: Site, entry: str, url: str) -> None:
    assert site.url(entry) == url
    assert site.by_url[url] == entry


def test_a_card_is_what_others_show_of_an_entry(site: Site) -> None:
    card = site.card("concepts/oven")
    assert card._asdict() == {
        "id": "concepts/oven", "kind": "concept", "title": "Oven", "summary": "A hot box.", "url": "concepts/oven.html", "mark": "🔥",
        "minutes": 5, "group": "Hot", "family": "",
    }  # fmt: skip


def test_entries_follow_their_listing_s_order_and_then_their_titles(site: Site) -> None:
    assert site.ordered("concept") == ("concepts/stone", "concepts/oven", "concepts/apron", "concepts/zest")


def test_entries_of_a_list_keep_its_order(site: Site) -> None:
    assert site.ordered("term") == ("glossary/crumb", "glossary/rise", "glossary/crust")


def test_questions_follow_the_names_of_their_files(site: Site) -> None:
    assert site.ordered("question") == ("quiz/easier", "quiz/hard", "quiz/easy", "quiz/lost")


def test_groups_come_in_the_order_of_their_first_entries(site: Site) -> None:
    assert [(group.title, len(group.ids)) for group in site.groups("concept")] == [("", 2), ("Hot", 2)]


def test_sections_are_those_of_the_guide_with_or_without_their_folder(site: Site) -> None:
    assert site.sections == ("pages/ideas", "pages/about", "pages/glossary")


def test_without_sections_every_listing_is_one(tmp_path: Path) -> None:
    site = loaded(tmp_path, {"concepts/a.md": lesson("A"), "glossary.yml": "- {title: B, definition: x}\n"}).site
    assert site.sections == ("pages/concepts", "pages/glossary")


def test_pages_that_are_no_section_are_the_others(site: Site) -> None:
    assert site.other_pages == ("pages/math", "pages/metrics", "pages/quiz", "pages/references", "pages/thanks")


def test_an_entry_belongs_to_the_section_that_lists_its_kind(site: Site) -> None:
    assert site.section_of("concepts/oven") == "pages/ideas"
    assert site.section_of("pages/about") == "pages/about"
    assert site.section_of("metrics/rise") is None


def test_reading_goes_through_sections_their_entries_and_then_the_rest(site: Site) -> None:
    order = site.reading_order
    assert order[:8] == (
        "pages/index", "pages/ideas", "concepts/stone", "concepts/oven", "concepts/apron", "concepts/zest", "pages/about", "pages/glossary",
    )  # fmt: skip
    assert len(set(order)) == len(order)
    assert set(order) == {i for i in site.entries if i.partition("/")[0] in ("pages", "concepts", "metrics", "math")}


def test_neighbours_are_the_pages_before_and_after(site: Site) -> None:
    assert site.neighbours["pages/index"] == (None, "pages/ideas")
    assert site.neighbours["concepts/oven"] == ("concepts/stone", "concepts/apron")
    assert site.neighbours[site.reading_order[-1]][1] is None


def test_formulas_are_numbered_in_their_order(site: Site) -> None:
    assert site.formula_numbers == {"math/ash": 1, "math/oven": 2}


def test_questions_stand_by_their_objective_easy_ones_first(site: Site) -> None:
    assert site.questions_by_objective == {"concepts/oven": ("quiz/easier", "quiz/easy", "quiz/hard")}


def test_an_entry_that_could_not_be_read_is_broken_and_not_missing(site: Site) -> None:
    assert site.is_broken("models/crumb") and site.is_broken("crumb")
    assert not site.is_broken("oven")


def test_the_digest_of_the_glossary_changes_with_any_form_of_any_term(tmp_path: Path) -> None:
    def of(name: str, text: str) -> str:
        return loaded(tmp_path / name, {"glossary.yml": text}).site.glossary_digest

    one = of("1", "- {title: Crumb, definition: x}\n")
    assert of("2", "# the same\n- {definition: x, title: Crumb}\n") == one
    assert (
        len(
            {
                one,
                of("3", "- {title: Crumb, definition: y}\n"),
                of("4", "- {title: Crumb, aliases: [a], definition: x}\n"),
                of("5", "[]"),
            }
        )
        == 4
    )


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("A **bold** *word* and `code`", "A bold word and code"),
        ("see [[fid|the FID]] or [[kid]]", "see the FID or kid"),
        ("as shown [@ho2020, p. 3; @song2021].", "as shown."),
        ("[text](a.html) and ![a picture](b.png)", "text and a picture"),
        (r"$p(x \mid z)$", "p(x | z)"),
        (r"$\mathrm{KL}(p)$ and $\hat{x}_{t}$", "KL(p) and x_t"),
        (r"$\{1, 2\}$", "{1, 2}"),
        (r"$f = -\tfrac12\beta x$ and $\beta = \sqrt\alpha$", "f = −1/2βx and β = √α"),
        (r"$\mathrm{KL}(p\,\|\,q) \ge 0$, $10^{-4} \times x_0^2$", "KL(p ‖ q) ≥ 0, 10⁻⁴ × x₀²"),
        (r"$\begin{pmatrix}2 & 1\\0 & 3\end{pmatrix}$", "2 , 1;0 , 3"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("it costs $5 or $10", "it costs $5 or $10"),
        (r"it costs \$5 \*now\*", "it costs $5 *now*"),
        ("snake_case", "snake_case"),
        ("", ""),
    ],
)
def test_plain_text_is_what_a_reader_would_say(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain


def test_a_long_stem_is_cut_between_words() -> None:
    title = title_of_question("Which of these\nis it? " + "word " * 40)
    assert title.startswith("Which of these is it? word") and title.endswith("word …")
    assert len(title) <= 91
