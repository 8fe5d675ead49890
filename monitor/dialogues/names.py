"""What in a text may be a name or another personal fact. It warns and shows where; a person decides.

Names are not in a list anywhere, so this looks at form: a word that calls somebody ("juf") with a capital after it, initials,
and capitals in the middle of a sentence that are no known word. A first name at the start of a sentence is not seen, and
a name without a capital is not seen either: the screen says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from monitor import paths
from monitor.catalogue import read_rows, split
from monitor.dialogues.records import Cycle
from monitor.dialogues.themes import folded
from monitor.ingest.privacy import EMAIL, PHONE, is_citizen_number
from monitor.wording.numbers import MONTHS

PERSON = "Dit kan een naam zijn, van een persoon of een locatie."
MAIL, CALL = "Dit lijkt een e-mailadres.", "Dit lijkt een telefoonnummer."
NUMBER, DATE = "Dit lijkt een burgerservicenummer.", "Dit is een hele datum. Is het een geboortedatum?"
PLACE = "Dit is de naam van een locatie of organisatie. Dan weet de lezer van wie dit is."
LIMITS = "De controle ziet niet alles. Een voornaam aan het begin van een zin ziet zij niet."

LARGE = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017e"
SMALL = r"a-z\u00df-\u00f6\u00f8-\u00ff\u0100-\u017e'’"
LONG_NAME = 3  # words
CAPITAL = rf"[{LARGE}][{SMALL}]+(?:-[{LARGE}][\w'’]+)*"
BETWEEN = r"(?:van|de|der|den|het|ten|ter|te|von|el|al|ben|la|le|du|'t|’t)"
INITIALS = r"(?:[A-Z]\.\s?){1,4}"
NAME = rf"(?:{INITIALS}|{CAPITAL})(?:\s*(?:\b{BETWEEN}\b\s+){{0,3}}(?:{CAPITAL}))*"
CALLS = (
    r"juf|juffrouw|meester|meneer|mevrouw|de heer|mevr\.?|dhr\.?|mw\.?|drs?\.|collega|stagiaire?|leerling|peuter|kleuter|"
    r"kind|jongen|meisje|zoon|dochter|moeder|vader|mama|papa|oma|opa|tante|oom|broertje|zusje|tweeling"
)
CALLED = re.compile(rf"\b(?:(?i:{CALLS}))\s+(?:van\s+)?({NAME})")
INITIALED = re.compile(rf"\b{INITIALS}(?:{BETWEEN}\s+){{0,3}}{CAPITAL}")
CAPITALS = re.compile(rf"(?<![\w-]){CAPITAL}(?:\s+(?:{BETWEEN}\s+){{0,3}}{CAPITAL})*")
START = re.compile(r"(?:^|[.!?:;\n\r•*>–—\[(]|[-]\s)\s*[\"'“”‘’«]?\s*$")
PHONES = re.compile(r"(?<![\w])(?:\+31|0031|0)[\s()./-]*(?:\d[\s()./-]*){8}\d(?!\d)")
NINE = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")
DATES = re.compile(
    rf"(?<!\d)(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d{{2}}|\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+(?:19|20)\d{{2}}|"
    r"(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Warning:
    """A part of a text (`start` to `end`) that a person must look at, and why (a Dutch sentence)."""

    start: int
    end: int
    reason: str


def check(text: str, known: Collection[str] = ()) -> tuple[Warning, ...]:
    """All warnings about a text, in order. `known` holds folded words that are no names (see `known_words`)."""
    found = [Warning(*m.span(), MAIL) for m in EMAIL.finditer(text)]
    found += [Warning(*m.span(), CALL) for m in PHONES.finditer(text) if _is_phone(m.group())]
    found += [Warning(*m.span(), NUMBER) for m in NINE.finditer(text) if is_citizen_number(m.group())]
    found += [Warning(*m.span(), DATE) for m in DATES.finditer(text)]
    found += [Warning(*m.span(1), PERSON) for m in CALLED.finditer(text) if not _is_known(m.group(1), known)]
    found += [Warning(*m.span(), PERSON) for m in INITIALED.finditer(text)]
    found += [w for m in CAPITALS.finditer(text) for w in _in_sentence(text, m, known)]
    return merged(found)


def known_words(cycle: Cycle, *, with_places: bool = True) -> frozenset[str]:
    """Folded words of this year that may have a capital without being somebody's name.

    Without places the words of the names of locations and organisations count as unknown: for what leaves the group.
    """
    settings = cycle.settings
    phrases = [settings.municipality_label, settings.dialogue_name]
    phrases += [area.label for area in settings.areas]
    phrases += [phase.label for phase in settings.phases]
    phrases += [text for theme in settings.themes for text in (theme.label, theme.short, *theme.aliases)]
    if with_places:
        phrases += [text for place in cycle.locations for text in (place.name, place.organisation)]
    return shipped_words() | {word for phrase in phrases for word in re.findall(r"\w+", folded(phrase))}


def location_names(text: str, cycle: Cycle) -> tuple[Warning, ...]:
    """Where a text names a location or organisation of this year: a reader of the report then knows who said it."""
    wanted = {name for place in cycle.locations for name in (place.name, place.organisation) if len(name) > 3}
    if not wanted:
        return ()
    pattern = "|".join(map(_name_pattern, sorted(wanted, key=len, reverse=True)))
    return tuple(Warning(*m.span(), PLACE) for m in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text))


def _name_pattern(name: str) -> str:
    """Long names in any case; of a short one ("Het Plein") only the first letter may differ: "het plein" is a square."""
    if len(name.split()) >= LONG_NAME:
        return rf"(?i:{re.escape(name)})"
    return f"[{name[0].upper()}{name[0].lower()}]{re.escape(name[1:])}" if name[0].isalpha() else re.escape(name)


@lru_cache(maxsize=1)
def shipped_words() -> frozenset[str]:
    """Days, feasts, languages, methods, and words that open a sentence: capitals that occur in many answers."""
    rows = read_rows("dialogue_capital_words.csv", (paths.CATALOGUE,))
    return frozenset(folded(word) for row in rows for word in split(row["words"]))


def merged(warnings: Iterable[Warning]) -> tuple[Warning, ...]:
    """In order; of warnings that overlap the one that begins first and is longest stays."""
    kept: list[Warning] = []
    for one in sorted(warnings, key=lambda w: (w.start, -w.end)):
        if kept and one.start < kept[-1].end:
            if one.end > kept[-1].end:
                kept[-1] = Warning(kept[-1].start, one.end, kept[-1].reason)
            continue
        kept.append(one)
    return tuple(kept)


def _in_sentence(text: str, match: re.Match[str], known: Collection[str]) -> Iterable[Warning]:
    """A run of words with capitals, when one of them is unknown and does not merely begin a sentence."""
    words = list(re.finditer(CAPITAL, match.group()))
    starts = START.search(text[: match.start()]) is not None
    looked_at = words[1:] if starts else words
    if all(_is_known(word.group(), known) for word in looked_at):
        return
    begin = match.start()
    if starts and _is_known(words[0].group(), known):
        begin += looked_at[0].start()
    yield Warning(begin, match.end(), PERSON)


def _is_known(text: str, known: Collection[str]) -> bool:
    words = re.findall(r"\w+", folded(text))
    return all(word in known or word.removesuffix("s") in known for word in words)


def _is_phone(text: str) -> bool:
    return PHONE.fullmatch(re.sub(r"[\s()./-]", "", text)) is not None
