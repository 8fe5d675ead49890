"""A score as somebody types it: read, or refused in Dutch with what to do."""

from __future__ import annotations

import math
import re

from monitor.catalogue import Measure
from monitor.wording.numbers import plain

MOST_OBSERVATIONS = 1000
NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?")


def number(text: str) -> float | None:
    """The number in a typed text, with a comma or a point; None when it is no number, or one too large to reckon with."""
    bare = text.strip()
    found = float(bare.replace(",", ".").replace("−", "-")) if NUMBER.fullmatch(bare) else math.inf
    return found if math.isfinite(found) else None


def score(text: str, measure: Measure, *, on_scale: bool = True) -> float:
    """The score of one measure. Raises ValueError, in Dutch, when it is no number or (`on_scale`) outside the scale."""
    value = number(text)
    if value is None:
        raise ValueError(f"{measure.label}: '{text.strip()}' is geen getal. Schrijf bijvoorbeeld 4,3.")
    if on_scale and not measure.scale_min <= value <= measure.scale_max:
        raise ValueError(
            f"{measure.label}: {plain(value)} ligt buiten de schaal van {plain(measure.scale_min)} tot "
            f"{plain(measure.scale_max)}.{_meant(text, measure)}"
        )
    return value


def _meant(text: str, measure: Measure) -> str:
    """What a number without its comma may have been: 73 is 7,3 or 3,7, as far as the scale allows."""
    digits = text.strip()
    if not re.fullmatch(r"\d\d", digits):
        return ""
    both = dict.fromkeys((f"{digits[0]},{digits[1]}", f"{digits[1]},{digits[0]}"))
    able = [t for t in both if measure.scale_min <= float(t.replace(",", ".")) <= measure.scale_max]
    return f" Bedoelt u {' of '.join(able)}?" if able else ""
