"""No sample: it has no front matter."""

FACES = 6
