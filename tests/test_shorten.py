"""Shorter names, the same program."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from studyguide.assets import Bundle, join_bundles, theme_files
from studyguide.shorten import shorten

VECTORS = Path(__file__).parent / "vectors" / "grading.yml"
PROGRAMS = {
    "shadowing": """
        const value = 1;
        function outer(value) { { const value = 3; said.push(value); } said.push(value); return () => value; }
        said.push(outer(2)(), value);
    """,
    "patterns": """
        const { first, second: [middle, ...others], third = first + 1, ...rest } = { first: 1, second: [2, 3, 4], last: 5 };
        let left = 1, right = 2;
        [left, right] = [right, left];
        ({ first: left } = { first: 9 });
        let left2;
        ({ left2 } = { left2: 8 });
        const shown = ({ first, last }, [head] = [first]) => ({ first, head, last });
        said.push(middle, others, third, rest, left, right, left2, shown({ first: "a", last: "z" }));
    """,
    "loops": """
        for (let number = 0, most = 2; number < most; number += 1) said.push(() => number);
        for (const [key, value] of Object.entries({ a: 1 })) said.push(key, value);
        for (const key in { b: 2 }) said.push(key);
        said = said.map((each) => (typeof each === "function" ? each() : each));
    """,
    "functions": """
        said.push(later(3));
        function later(count) { return count ? count + later(count - 1) : 0; }
        const factorial = function self(n) { return n < 2 ? 1 : n * self(n - 1); };
        function* three(start, step = start) { yield start; yield* [step, start + step]; }
        async function wait() {}
        said.push(factorial(5), [...three(2)], typeof wait);
    """,
    "classes": """
        class Animal {
          #name; static count = 0; legs = 4;
          constructor(name) { this.#name = name; Animal.count += 1; }
          get name() { return this.#name; }
          say(word = this.name) { const name = `${word}!`; return { name, ["legs" + 1]: this.legs, say() { return name; } }; }
        }
        const Dog = class Own extends Animal { twin() { return new Own(this.name); } };
        const dog = new Dog("Rex");
        said.push(dog.say().say(), dog.say("Wuff"), dog.twin().name, Animal.count);
    """,
    "errors and labels": """
        outer: for (const one of [1, 2]) for (const two of [1, 2]) { if (two === 2) continue outer; said.push(one); }
        try { throw new Error("x"); } catch ({ message: error }) { const message = error; said.push(message); }
        try { missing(); } catch { said.push(typeof missing, typeof name); }
        switch (1) { case 1: { const one = 1; said.push(one); } default: }
    """,
    "templates and tests": """
        const name = "n", pattern = /name/g, object = { name, pattern: name, "other-name": name };
        said.push(`${object.name} name ${name ? "yes" : "name"}`, object?.pattern, object["other-name"], "name".replace(pattern, name));
        said.push(object.nothing ?? name, object.nothing?.name);
    """,
}


def run(program: str) -> object:
    node = shutil.which("node")
    assert node, "these tests need Node.js"
    whole = f"let said = [];\n{{{program}}}\nconsole.log(JSON.stringify(said));"
    done = subprocess.run([node, "--input-type=commonjs"], input=whole, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{done.stderr}\n{program}"
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_does_what_it_did(name: str) -> None:
    program = f"(() => {{{PROGRAMS[name]}}})();"
    short = shorten(program)
    assert len(short) < len(program)
    assert run(short) == run(program)


def test_names_of_properties_and_of_the_world_stay() -> None:
    short = shorten("(() => { const wanted = document.title; window.found = { wanted, title: wanted.title }; })();")
    assert short == "(() => { const a = document.title; window.found = { wanted:a, title: a.title }; })();"


def test_a_short_name_is_never_one_that_is_used_from_further_out() -> None:
    short = shorten("(() => { const first = 1; const more = (second) => a + first + second; })();")
    assert short == "(() => { const b = 1; const c = (c) => a + b + c; })();"


@pytest.mark.parametrize("program", ["var wanted = 1;", "const wanted = 1; eval('wanted');", "const wanted = (;"])
def test_what_is_not_certain_stays_as_it_is(program: str) -> None:
    assert shorten(program) == program


def test_graders_in_a_bundle_grade_as_they_are_meant_to(tmp_path: Path) -> None:
    """The theme's own modules, joined, shortened and squeezed, against the cases that the modules themselves are held to."""
    entry = tmp_path / "static" / "js" / "entry.js"
    entry.parent.mkdir(parents=True)
    entry.write_text('import { grade } from "./core/grade.js";\nwindow.grade = grade;\n', encoding="utf-8")
    script = join_bundles(theme_files(tmp_path, "static"), [Bundle("entry.js", "js/entry.js")])["entry.js"]
    blocks = yaml.safe_load(VECTORS.read_text(encoding="utf-8"))
    cases = [
        (block["key"], answer, right == "right")
        for block in blocks
        for right in ("right", "wrong")
        for answer in block.get(right, [])
    ]
    assert len(cases) > 200
    wanted = [right for _, _, right in cases]
    asked = json.dumps([[key, answer] for key, answer, _ in cases])
    graded = run(
        f"globalThis.window = {{}};\n{script}\nsaid = {asked}.map(([key, answer]) => window.grade(key, answer).right);"
    )
    assert graded == wanted
