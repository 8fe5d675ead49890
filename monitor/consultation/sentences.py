"""A text cut into sentences, each exactly as it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator

DOT = "\ue010"
SHORTENED = re.compile(
    r"\b(?:t\.?o\.?v|bijv|bv|o\.?a|d\.?w\.?z|m\.?b\.?t|i\.?p\.?v|i\.?v\.?m|m\.?n|e\.?d|ca|nr|resp|incl|excl|max|min|"
    r"gem|blz|vgl|evt)\.",
    re.IGNORECASE,
)
END = re.compile(
    r"[ \t]*\n+\s*(?:[-•*–▪]\s+|\d+[.)]\s+)?|"
    r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9À-Þ])|(?<=[;])\s+|(?<=\?)\s+(?=[a-zà-ÿ])"
)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text; a line is never part of the one above it, and the sign of a list is left out."""
    kept = SHORTENED.sub(lambda m: m.group().replace(".", DOT), text)
    start = 0
    for end in END.finditer(kept):
        yield text[start : end.start()].strip()
        start = end.end()
    yield text[start:].strip()
