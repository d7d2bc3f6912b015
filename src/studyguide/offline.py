"""The script that keeps a site readable without a network: the service worker of static/js, and what it keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping

from .assets import ThemeFile
from .scan import digest_bytes

WORKER = "sw.js"
"""At the root of the site: a worker answers for what lies beside and below it."""
SOURCE = "js/worker.js"
KEPT = (
    ".html",
    ".css",
    ".js",
    ".woff2",
    ".svg",
    ".png",
    ".webp",
    ".avif",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webmanifest",
    ".ico",
)
LEFT = frozenset({"404.html", WORKER, "static/find-root.js"})
"""Of no use without a network."""


def worker(theme: Mapping[str, ThemeFile], digests: Mapping[str, str]) -> bytes | None:
    """The worker of a site whose files have these digests by address; None where the theme has none.

    Its own text changes exactly when a file that it keeps does, which is how browsers learn that there is something new.
    """
    import rjsmin

    if SOURCE not in theme:
        return None
    kept = {url: digests[url] for url in sorted(digests) if url.endswith(KEPT) and url not in LEFT}
    files = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    version = digest_bytes(files.encode())
    source = rjsmin.jsmin(theme[SOURCE].path.read_text(encoding="utf-8"))
    return f'const VERSION="{version}",FILES={files};\n{source}\n'.encode()
