"""Makes the font files of this folder anew from Fontsource's npm packages; README.md says why they are cut like this.

Usage: python subset.py FOLDER, where FOLDER holds node_modules with the three packages. Needs `fonttools` and `brotli`.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent

TEXT = "20-7E A0 A7 AB B0 B7 BB D7 E4 E9 F6 FC 2010-2014 2018 2019 201C 201D 2026 203A 2190-2193 2212"
TEXT_MORE = (
    "A1-A6 A8-AA AC-AF B1-B6 B8-BA BC-D6 D8-E3 E5-E8 EA-F5 F7-FB FD-FF 131 152 153 2015 201A 201E 2020-2022 2032 2033 "
    "2039 20AC 2122"
)
MATH = (
    "20-7E A0 AC AF B1 B7 D7 131 2C6 2C7 2D9 2DC 302-304 307 "  # upright Latin, accents
    "393 394 398 39B 39E 3A0 3A3 3A6 3A8 3A9 3B1-3C9 3D1 3D5 3F5 1D6FC-1D71B "  # Greek as written and as drawn
    "210E 2112 2113 211D 1D434-1D467 1D4A9 1D53C 1D7D9 "  # italics; L, l, R, N, E and 1 of the other alphabets
    "2016 2026 2032 2061-2064 2190 2192 21D2 2202 2203 2207 2208 220F 2211 2212 2217 2218 221A 221D 221E 2223 2225 222B 223C "
    "2248 2260 2264 2265 226A 226B 2299 22A4 22C3 22C5 22EF 2308-230B 23DE 23DF 27E8 27E9 27F9 FE00"
)
MATH_MORE = (
    "A7 B0 F7 2D8 2DA 300 301 306 308 30A 30C 20D7 391 392 395-397 399 39A 39C 39D 39F 3A1 3A4 3A5 3A7 3D6 3F0 3F1 "
    "2102 210B 2110 2115 2118-211C 2124 2128 212C 2130 2131 2133 2135 1D400-1D433 1D468-1D4A8 1D4AA-1D4B5 1D504-1D53B "
    "1D53D-1D550 1D5A0-1D5D3 1D6A4 1D6A5 1D6A8-1D6FB 1D71C-1D755 1D7CE-1D7D8 "
    "2010-2014 2018-201D 2020-2022 2033 2034 2191 2193-2195 219D 21A6 21BC 21C0 21C4 21D0 21D1 21D3 21D4 27F5-27F8 27FA "
    "2200 2204-2206 2209-220B 2210 2213 2215 2219 2224 2226-222A 222C-222E 2234 2235 2243 2245 224D 2250 2254 2255 225C "
    "2261 2262 227A 227B 2282 2283 2286 2287 2291 2295-2297 22A2 22A5 22C0-22C2 22C4 22C6 22EE 22F0 22F1 23B4 23B5 23DC 23DD "
    "25A0 25A1 25B3 25CF 25E6 2713 27E6 27E7 2A7D 2A7E 2AAF 2AB0"
)

SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght"
SANS = "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght"
STIX = "@fontsource/stix-two-math/files/stix-two-math-latin-400-normal"
FEATURES = ["kern", "liga", "ccmp"]
READING = [*FEATURES, "pnum"]
ROOT = 0x221A
ROOT_WIDTH = 840
"""Thousandths of an em that a root sign may take, however tall. The plain one takes 794, the tallest of the font 1,212."""

FILES = [  # name, source, weights, characters, layout features
    ("source-serif", f"{SERIF}-normal", (400, 600), TEXT, READING),
    ("source-serif-more", f"{SERIF}-normal", (400, 600), TEXT_MORE, READING),
    ("source-serif-italic", f"{SERIF}-italic", 400, TEXT, FEATURES),
    ("source-serif-italic-more", f"{SERIF}-italic", 400, TEXT_MORE, FEATURES),
    ("source-sans", f"{SANS}-normal", (400, 600), TEXT, FEATURES),
    ("source-sans-more", f"{SANS}-normal", (400, 600), TEXT_MORE, FEATURES),
    ("stix-two-math", STIX, None, MATH, []),
    ("stix-two-math-more", STIX, None, MATH_MORE, []),
]


def characters(ranges: str) -> list[int]:
    found = []
    for part in ranges.split():
        first, _, last = part.partition("-")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def cut(source: Path, weights: tuple[int, int] | int | None, wanted: list[int], features: list[str]) -> TTFont:
    font = TTFont(source)
    if weights is not None:
        instance = BytesIO()
        instantiateVariableFont(font, {"wght": weights}).save(instance)
        font = TTFont(instance)
    options = subset.Options(layout_features=features, hinting=False, flavor="woff2")
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    narrow_roots(font)
    font.flavor = "woff2"
    return font


def narrow_roots(font: TTFont) -> None:
    """Squeezes tall root signs: Chromium leaves as much room for any root as the widest form needs, and a gap behind it."""
    if "MATH" not in font or ROOT not in font.getBestCmap():
        return
    table, outlines, widths = font["MATH"].table.MathVariants, font["glyf"], font["hmtx"]
    forms = table.VertGlyphConstruction[table.VertGlyphCoverage.glyphs.index(font.getBestCmap()[ROOT])]
    names = {form.VariantGlyph for form in forms.MathGlyphVariantRecord}
    names |= {part.glyph for part in forms.GlyphAssembly.PartRecords}
    for name in names:
        width, glyph = widths[name][0], outlines[name]
        if width > ROOT_WIDTH:
            glyph.coordinates.scale((ROOT_WIDTH / width, 1))
            glyph.coordinates.toInt()
            glyph.recalcBounds(outlines)
            widths[name] = (ROOT_WIDTH, glyph.xMin)


def css_range(rest: list[int], taken: set[int]) -> str:
    """`unicode-range` of the second file: as few pieces as do not touch what the first has."""
    pieces = [[rest[0], rest[0]]]
    for code in sorted(rest)[1:]:
        if taken.isdisjoint(range(pieces[-1][1], code)):
            pieces[-1][1] = code
        else:
            pieces.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in pieces)


def main(folder: Path) -> None:
    for name, source, weights, ranges, features in FILES:
        path = HERE / f"{name}.woff2"
        cut(folder / "node_modules" / f"{source}.woff2", weights, characters(ranges), features).save(path)
        print(f"{path.stat().st_size:6d}  {path.name}")
    print("unicode-range for ../css/fonts.css")
    print("text:", css_range(characters(TEXT_MORE), set(characters(TEXT))))
    print("math:", css_range(sorted(characters(MATH_MORE)), set(characters(MATH))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
