"""A text folded, with one sign in the place of every period: then patterns need name no year.

Which years belong to which period is in the catalogue.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from monitor.catalogue import Catalogue, Period

BEFORE, DIP, NOW, LATER, OLDER = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
"""Signs for the baseline, the dip, the newest period, another time after the baseline, and a time long before it."""
AFTER = f"[{DIP}{NOW}{LATER}]"

SIGNS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "\u00a0": " "})
SHORT = (
    (re.compile(r"\bt\.?\s?o\.?\s?v\.?(?=\s|$)"), "ten opzichte van"),
    (re.compile(r"\bi\.?v\.?m\.?\s(?=de|het)"), "in verband met "),
    (re.compile(r"\bt/m\b"), "tot en met"),
)
YEAR = r"(?<![\d.,-])(?:20\d\d|'\d\d)(?![\d])"
RANGE = re.compile(rf"({YEAR})\s*(-|/|tot en met|tot|en|naar|op)\s*(20\d\d(?!\d)|'?\d\d(?![\d,.%]))")
ONE_YEAR = re.compile(YEAR)
DATE = re.compile(
    r"\b\d{1,2}(?:\s+(?:jan|feb|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*\s+|[-/.]\d{1,2}[-/.])20\d\d\b"
)
OLD_DAYS = re.compile(
    r"\b(?:van\s+)?voor(?:dat)?\s+(?:de\s+)?(?:corona|covid|pandemie)\w*|\bpre-?(?:corona|covid)\w*|"
    r"\b(?:nul|begin|basis)meting(?:en)?\b|\beerste meting(?:en)?\b|\boude niveau\b"
)
DIP_DAYS = re.compile(r"\b(?:de\s+)?(?:corona|covid|pandemie)(?!-?(?:maatregel|virus))[\w-]*")


def marked(text: str, catalogue: Catalogue) -> str:
    """The text folded, with a sign for every period and for the days before and of the dip."""
    plain = unicodedata.normalize("NFKD", text.translate(SIGNS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    plain = " ".join(plain.split())
    for pattern, words in SHORT:
        plain = pattern.sub(words, plain)
    periods = Periods(catalogue)
    plain = periods.named(DATE.sub(" ", plain))
    plain = OLD_DAYS.sub(BEFORE, plain)
    return DIP_DAYS.sub(DIP, plain)


class Periods:
    """Which sign stands for a year or a range of years."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._named = _names(catalogue)
        roles = ((catalogue.baseline, BEFORE), (catalogue.dip, DIP), (catalogue.current, NOW))
        self._years = [(_years(period), sign) for period, sign in roles if period and _years(period)]

    def named(self, plain: str) -> str:
        for pattern, sign in self._named:
            plain = pattern.sub(sign, plain)
        plain = RANGE.sub(lambda m: self._range(m[1], m[2], m[3]), plain)
        return ONE_YEAR.sub(lambda m: self._year(_number(m[0])), plain)

    def _range(self, first: str, between: str, last: str) -> str:
        ends = (_number(first), _number(last))
        for years, sign in self._years:
            if ends == (years[0], years[-1]) and between not in ("naar", "op"):
                return sign
        signs = [self._year(year) for year in ends]
        return (
            signs[0] if signs[0] == signs[1] and between not in ("naar", "op") else f"{signs[0]} {between} {signs[1]}"
        )

    def _year(self, year: int) -> str:
        """A year of two periods belongs to the later one."""
        found = [sign for years, sign in self._years if year in years]
        if found:
            return found[-1]
        return OLDER if self._years and year < self._years[0][0][0] else LATER


@lru_cache(maxsize=16)
def _patterns(names: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    ordered = sorted(names, key=lambda one: -len(one[0]))
    return tuple((re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), sign) for name, sign in ordered)


def _names(catalogue: Catalogue) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The labels and other names of the periods, as they stand in a folded text."""
    roles = ((catalogue.baseline, BEFORE), (catalogue.dip, DIP), (catalogue.current, NOW))
    known = {
        " ".join(name.lower().translate(SIGNS).split()): sign
        for period, sign in roles if period
        for name in (period.label, *period.aliases)
    }  # fmt: skip
    return _patterns(tuple((name, sign) for name, sign in known.items() if name))


def _years(period: Period) -> range:
    found = [int(year) for year in re.findall(r"\b20\d\d\b", period.label)]
    return range(min(found), max(found) + 1) if found else range(0)


def _number(written: str) -> int:
    digits = int(written.strip("'"))
    return digits if digits > 99 else 2000 + digits
