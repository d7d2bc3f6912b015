#!/bin/sh
# Makes the font files of this folder anew from Fontsource's npm packages; README.md says why these characters.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
npm install --silent --no-save --prefix . @fontsource-variable/source-serif-4@5.3.1 \
    @fontsource-variable/source-sans-3@5.3.0 @fontsource/stix-two-math@5.3.0
python3 -m venv venv
venv/bin/pip install --quiet fonttools==4.68.0 brotli

text="U+20-7E,U+A0-FF,U+131,U+152,U+153,U+160,U+161,U+178,U+17D,U+17E"
text="$text,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122,U+2190-2193,U+2212"

latin="U+20-7E,U+A0,U+A7,U+AC,U+B0,U+B1,U+B7,U+D7,U+F7,U+131,U+237"
accents="U+2C6,U+2C7,U+2D8-2DA,U+2DC,U+300-304,U+306-308,U+30A,U+30C,U+20D7"
greek="U+391-3A9,U+3B1-3C9,U+3D1,U+3D5,U+3D6,U+3F0,U+3F1,U+3F5"
punctuation="U+2010-2014,U+2016,U+2018-201D,U+2020-2022,U+2026,U+2032-2034,U+2061-2064"
letterlike="U+2102,U+210B-2113,U+2115,U+2118-211D,U+2124,U+2128,U+212C,U+212D,U+2130,U+2131,U+2133,U+2135"
arrows="U+2190-2195,U+219D,U+21A6,U+21BC,U+21C0,U+21C4,U+21D0-21D4,U+27F5-27FA"
operators="U+2200,U+2202-220B,U+220F-2213,U+2215,U+2217-221A,U+221D,U+221E,U+2223-222E,U+2234,U+2235,U+223C,U+2243,U+2245"
operators="$operators,U+2248,U+224D,U+2250,U+2254,U+2255,U+225C,U+2260-2262,U+2264,U+2265,U+226A,U+226B,U+227A,U+227B,U+2282,U+2283"
operators="$operators,U+2286,U+2287,U+2291,U+2295-2297,U+2299,U+22A2,U+22A4,U+22A5,U+22C0-22C6,U+22EE-22F1,U+2A7D,U+2A7E,U+2AAF,U+2AB0"
fences="U+2308-230B,U+23B4,U+23B5,U+23DC-23DF,U+25A0,U+25A1,U+25B3,U+25CF,U+25E6,U+2713,U+27E6-27E9"
alphabets="U+1D400-1D467,U+1D49C-1D4B5,U+1D538-1D550,U+1D6A4,U+1D6A5,U+1D6E2-1D71B,U+1D7D9"
rare="U+1D468-1D49B,U+1D504-1D537,U+1D5A0-1D5D3,U+1D6A8-1D6E1,U+1D71C-1D755,U+1D7CE-1D7D7"

subset() { # source, target, weights, characters, layout features
    font="node_modules/$1"
    if [ -n "$3" ]; then
        venv/bin/fonttools varLib.instancer --quiet "$font" "wght=$3" --output cut.ttf
        font=cut.ttf
    fi
    venv/bin/pyftsubset "$font" --unicodes="$4" --layout-features="$5" --flavor=woff2 --no-hinting --output-file="$here/$2"
}

serif=@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght
sans=@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght
stix=@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2
subset $serif-normal.woff2 source-serif.woff2 400:700 "$text" kern,liga,pnum,tnum,ccmp,locl
subset $serif-italic.woff2 source-serif-italic.woff2 400 "$text" kern,liga,pnum,tnum,ccmp,locl
subset $sans-normal.woff2 source-sans.woff2 400:700 "$text" kern,liga,pnum,tnum,ccmp,locl
subset $stix stix-two-math.woff2 "" "$latin,$accents,$greek,$punctuation,$letterlike,$arrows,$operators,$fences,$alphabets" ccmp
subset $stix stix-two-math-rare.woff2 "" "$rare" ""

cp node_modules/@fontsource-variable/source-serif-4/LICENSE "$here/LICENSE-source-serif.txt"
cp node_modules/@fontsource-variable/source-sans-3/LICENSE "$here/LICENSE-source-sans.txt"
cp node_modules/@fontsource/stix-two-math/LICENSE "$here/LICENSE-stix-two-math.txt"
rm -rf "$work"
ls -l "$here"/*.woff2
