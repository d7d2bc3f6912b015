#!/bin/sh
# Makes the font files of this folder anew from Fontsource's npm packages. README.md says why they are cut like this.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
npm install --silent --no-save --prefix . @fontsource-variable/source-serif-4@5.3.1 \
    @fontsource-variable/source-sans-3@5.3.0 @fontsource/stix-two-math@5.3.0
python3 -m venv venv
venv/bin/pip install --quiet fonttools==4.68.0 brotli

# The ranges below stand once more in ../css/fonts.css.
text="U+20-7E,U+A0,U+A7,U+AB,U+B0,U+B7,U+BB,U+D7,U+E4,U+E9,U+F6,U+FC,U+2010-2014,U+2018,U+2019,U+201C,U+201D,U+2026,U+2190-2193,U+2212"
text_more="U+A1-A6,U+A8-AA,U+AC-AF,U+B1-B6,U+B8-BA,U+BC-D6,U+D8-E3,U+E5-E8,U+EA-F5,U+F7-FB,U+FD-FF,U+131,U+152,U+153,U+2015,U+201A,U+201E,U+2020-2022,U+2032,U+2033,U+2039,U+203A,U+20AC,U+2122"

latin="U+20-7E,U+A0,U+AC,U+AF,U+B1,U+B7,U+D7,U+131,U+2C6,U+2C7,U+2D9,U+2DC,U+302-304,U+307"
greek="U+393,U+394,U+398,U+39B,U+39E,U+3A0,U+3A3,U+3A6,U+3A8,U+3A9,U+3B1-3C9,U+3D1,U+3D5,U+3F5,U+1D6FC-1D71B"
letters="U+210E,U+2112,U+2113,U+211D,U+1D434-1D467,U+1D4A9,U+1D53C,U+1D7D9"
signs="U+2016,U+2026,U+2032,U+2061-2064,U+2190,U+2192,U+21D2,U+2202,U+2203,U+2207,U+2208,U+220F,U+2211,U+2212,U+2217,U+2218,U+221A,U+221D,U+221E"
signs="$signs,U+2223,U+2225,U+222B,U+223C,U+2248,U+2260,U+2264,U+2265,U+226A,U+226B,U+2299,U+22A4,U+22C3,U+22C5,U+22EF,U+2308-230B,U+23DE,U+23DF,U+27E8,U+27E9,U+27F9"
letters_more="U+391,U+392,U+395-397,U+399,U+39A,U+39C,U+39D,U+39F,U+3A1,U+3A4,U+3A5,U+3A7,U+3D6,U+3F0,U+3F1,U+2102,U+210B,U+2110,U+2115,U+2118-211C,U+2124,U+2128,U+212C,U+2130,U+2131,U+2133,U+2135"
letters_more="$letters_more,U+1D400-1D433,U+1D468-1D4A8,U+1D4AA-1D4B5,U+1D504-1D53B,U+1D53D-1D550,U+1D5A0-1D5D3,U+1D6A4,U+1D6A5,U+1D6A8-1D6FB,U+1D71C-1D755,U+1D7CE-1D7D8"
signs_more="U+A7,U+B0,U+F7,U+2DA,U+2D8,U+300,U+301,U+306,U+308,U+30A,U+30C,U+20D7,U+2010-2014,U+2018-201D,U+2020-2022,U+2033,U+2034,U+2191,U+2193-2195,U+219D,U+21A6,U+21BC,U+21C0,U+21C4,U+21D0,U+21D1,U+21D3,U+21D4,U+27F5-27F8,U+27FA"
signs_more="$signs_more,U+2200,U+2204-2206,U+2209-220B,U+2210,U+2213,U+2215,U+2219,U+2224,U+2226-222A,U+222C-222E,U+2234,U+2235,U+2243,U+2245,U+224D,U+2250,U+2254,U+2255,U+225C,U+2261,U+2262"
signs_more="$signs_more,U+227A,U+227B,U+2282,U+2283,U+2286,U+2287,U+2291,U+2295-2297,U+22A2,U+22A5,U+22C0-22C2,U+22C4,U+22C6,U+22EE,U+22F0,U+22F1,U+23B4,U+23B5,U+23DC,U+23DD,U+25A0,U+25A1,U+25B3,U+25CF,U+25E6,U+2713,U+27E6,U+27E7,U+2A7D,U+2A7E,U+2AAF,U+2AB0"

subset() { # source, target, weights, characters, layout features
    font="node_modules/$1"
    if [ -n "$3" ]; then
        venv/bin/fonttools varLib.instancer --quiet "$font" "wght=$3" --output cut.ttf
        font=cut.ttf
    fi
    venv/bin/pyftsubset "$font" --unicodes="$4" --layout-features="$5" --flavor=woff2 --no-hinting --output-file="$here/$2.woff2"
}

serif=@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght
sans=@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2
math=@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2
features=kern,liga,pnum,ccmp,locl
subset $serif-normal.woff2 source-serif 400:600 "$text" $features
subset $serif-normal.woff2 source-serif-more 400:600 "$text_more" $features
subset $serif-italic.woff2 source-serif-italic 400 "$text" $features
subset $serif-italic.woff2 source-serif-italic-more 400 "$text_more" $features
subset $sans source-sans 400:600 "$text" $features
subset $sans source-sans-more 400:600 "$text_more" $features
subset $math stix-two-math "" "$latin,$greek,$letters,$signs" ""
subset $math stix-two-math-more "" "$letters_more,$signs_more" ""

cp node_modules/@fontsource-variable/source-serif-4/LICENSE "$here/LICENSE-source-serif.txt"
cp node_modules/@fontsource-variable/source-sans-3/LICENSE "$here/LICENSE-source-sans.txt"
cp node_modules/@fontsource/stix-two-math/LICENSE "$here/LICENSE-stix-two-math.txt"
rm -rf "$work"
ls -l "$here"/*.woff2
