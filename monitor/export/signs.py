"""Text as files can hold it: without control characters, never as a formula, and as a safe file name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LANGUAGE = "nl-NL"
LONGEST_NAME = 60
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def legal(text: str) -> str:
    """The text without signs that XML or UTF-8 cannot hold."""
    return ILLEGAL.sub("", text)


def clean(text: str) -> str:
    """The same, with all line ends of one kind."""
    return legal(text.replace("\r\n", "\n").replace("\r", "\n"))


def defused(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before a sign that starts a formula."""
    return "'" + text if text.startswith(DANGEROUS) else text


def slug(*parts: str) -> str:
    """A file name without extension: small ASCII letters, digits and hyphens, at most 60; "bestand" when nothing is left.

    It holds no dots or slashes, so it cannot lead out of a folder.
    """
    plain = unicodedata.normalize("NFKD", " ".join(parts)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or "bestand"


def unlike(name: str, taken: Collection[str]) -> str:
    """The name, or with a number behind it when it is taken."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
