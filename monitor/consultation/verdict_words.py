"""Verdicts by their name in a text: as counted, headed or marked by the product itself they compare with the baseline."""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.catalogue import Catalogue
from monitor.wording import texts


def without_verdicts(plain: str, catalogue: Catalogue) -> str:
    """A folded text without "4 keer daling", "2 zijn voorzichtig verbeterd", "eerder gestegen: ...", "▼ daling" and
    "herstel en groei" (what a figure is about).

    A name of one word at the head ("gestegen: ...") stays: people write that themselves.
    """
    known = texts.of(catalogue)
    cells = {row[column] for row in known.verdicts.values() for column in ("label_nl", "count_nl")}
    icons = {row["icon"] for row in known.verdicts.values()}
    return _pattern(frozenset(cells), frozenset(icons)).sub(" ", plain)


@lru_cache(maxsize=8)
def _pattern(cells: frozenset[str], icons: frozenset[str]) -> re.Pattern[str]:
    names = sorted((cell.lower() for cell in cells if cell and not texts.slots_in(cell)), key=len, reverse=True)
    any_name = "|".join(map(re.escape, names)) or "(?!)"
    long_name = "|".join(re.escape(name) for name in names if " " in name) or "(?!)"
    signs = "".join(re.escape(icon) for icon in icons if len(icon) == 1 and not icon.isalnum())
    marked = rf"|[{signs}]\s*(?:{any_name})(?!\w)" if signs else ""
    return re.compile(
        rf"\b\d+ (?:keer|zijn|is)(?: er)? (?:{any_name})(?!\w)|^\W*(?:{long_name}):|\bherstel (?:en|of) groei\b{marked}"
    )
