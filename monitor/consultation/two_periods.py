"""The guard against the error that this product exists to prevent: a change told without the baseline.

`check` reads a text that somebody wrote and finds the first sentence that claims a change since the dip or the measurement
before ("hoger dan in ...", "sinds vorig jaar gestegen", "stabiel gebleven"), or a change without saying since when ("de
kwaliteit is verbeterd"), while the baseline is not named in that sentence or in those about the same subject beside it.

What it sees: verbs, nouns and comparatives of change in `change_words`, also denied ("niet gestegen"); the years, names and
usual spellings of the periods, "vorige meting", "vorig jaar", "sinds corona"; scores "van 4,3 naar 4,6"; the scores of the
two last periods beside each other. What it lets pass: a level ("is hoog", "hoger in de bso dan in ..."), recovery
("hersteld"), the fall in the dip itself, wishes, plans, conditions, open questions, "of dat zo is, weten we niet", other
subjects (kosten, wachtlijsten, leden), and a change since a time before the baseline.

What it cannot see: whether a sentence is true; a change told without any of these words ("het gaat de goede kant op", "meer
ontwikkelingsgericht"); irony; a baseline that is named but not compared with ("anders dan in 2017-2019 hebben we ..."); a
baseline in a figure, a title or another field; words of another language. It warns too much where a comparison of care types
leaves out the second one ("de score is hoger in de bso") and where an unknown subject changed since a year that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.catalogue import NEUTRAL, Catalogue
from monitor.consultation import change_words as words
from monitor.consultation.period_signs import BEFORE, DIP, NOW, marked
from monitor.consultation.records import Item
from monitor.consultation.safe_words import safe_sentence
from monitor.consultation.sentences import sentences
from monitor.consultation.subjects import Subjects, subjects_of
from monitor.consultation.verdict_words import without_verdicts
from monitor.national import National
from monitor.wording.overview import two_period_warning

BLANK = re.compile(r"\n\s*\n")
PARTS = re.compile(r"[,;:]|\s-\s|\b(?:maar|want|dus|toch|terwijl|omdat|zodat|doordat|hoewel)\b")


@dataclass(frozen=True, slots=True)
class Warning:
    """What is wrong with a text, and what may be said instead (empty when nothing behind it tells). Both Dutch.

    `part` is the sentence that it is about, exactly as it stands in the text.
    """

    text_nl: str
    safe_nl: str = ""
    part: str = ""


@dataclass(slots=True)
class _Sentence:
    """One sentence: as written, with its signs (`marked`), and what it is about."""

    text: str
    plain: str
    about: Subjects

    @property
    def names_baseline(self) -> bool:
        return BEFORE in self.plain


def check(text: str, items: Sequence[Item], catalogue: Catalogue, national: National | None = None) -> Warning | None:
    """A warning for the first sentence that tells of a change without the baseline; None when there is none.

    The safe alternative comes from the verdicts behind `items`, with `national` from those of now.
    """
    if catalogue.dip is None:
        return None
    for block in BLANK.split(text):
        for sentence, is_dated in _claims([_read(part, catalogue) for part in sentences(block)]):
            return Warning(
                _said(sentence.about, is_dated, items, catalogue),
                safe_sentence(sentence.about, items, catalogue, national),
                sentence.text,
            )
    return None


def _said(about: Subjects, is_dated: bool, items: Sequence[Item], catalogue: Catalogue) -> str:
    """The warning in words. A subject without a good or bad side has its own text."""
    codes = about.measures or {fact.measure for item in items for fact in item.facts}
    measures = [catalogue.measures[code] for code in codes if code in catalogue.measures]
    is_neutral = bool(measures) and all(measure.polarity == NEUTRAL for measure in measures)
    whole = two_period_warning(catalogue, measures[0] if is_neutral else None)
    if is_dated:
        return whole
    opening = "Deze zin noemt een verandering, maar niet sinds wanneer."
    return f"{opening} {whole.partition('. ')[2]}"


# ------------------------------------------------------------------------------------------------------------ sentences


def _read(text: str, catalogue: Catalogue) -> _Sentence:
    plain = without_verdicts(marked(text, catalogue), catalogue)
    return _Sentence(text, plain, subjects_of(plain, catalogue))


def _claims(written: Sequence[_Sentence]) -> Iterator[tuple[_Sentence, bool]]:
    """The sentences that claim a change and are not covered, and whether they say since when.

    Sentences about one subject cover each other. A sentence that names the baseline and no subject ("Vergeleken met
    2017-2019 zien we:") covers what follows it, but not a comparison with the dip.
    """
    is_framed = False
    for segment in _segments(written):
        frame = not segment[0].about and segment[0].names_baseline
        is_covered = any(one.names_baseline for one in segment)
        is_about_measures = any(one.about.measures for one in segment)
        is_recovery = any(words.RECOVERED.search(one.plain) for one in segment)
        for one in segment:
            kind = _claim(one, is_about_measures)
            if kind == BARE and (is_framed or (is_recovery and _denies_growth(one.plain))):
                continue
            if kind and not is_covered:
                yield one, kind == DATED
        is_framed = is_framed or frame


def _segments(written: Sequence[_Sentence]) -> list[list[_Sentence]]:
    """Runs of sentences about one subject: a sentence that names another one begins a new run."""
    found: list[list[_Sentence]] = []
    about = Subjects()
    for one in written:
        if not one.text:
            continue
        if not found or (one.about and not one.about.within(about)):
            found.append([])
            about = one.about
        found[-1].append(one)
    return found


# --------------------------------------------------------------------------------------------------------------- claims

BARE, DATED = "bare", "dated"


def _claim(sentence: _Sentence, is_about_measures: bool) -> str:
    """DATED for a change since a time after the baseline, BARE for a change without a time, "" for neither."""
    plain = sentence.plain
    if sentence.names_baseline or words.SINCE_OLD.search(plain) or _is_open(plain):
        return ""
    is_of_monitor = bool(sentence.about) or bool(words.TOPIC.search(plain))
    if words.OTHER_SUBJECT.search(plain) and not sentence.about.measures and not words.TOPIC.search(plain):
        return ""
    parts = [part.strip() for part in PARTS.split(plain) if part.strip()]
    since = words.SINCE.search(plain)
    changes = any(_change(part, since is not None) for part in parts)
    if since and (changes or _compares(plain)) and not _is_recovery_only(plain):
        return DATED
    if len(words.SCORES.findall(plain)) > 1 and _is_first_and_now(plain):
        return DATED
    if words.VERDICTS.search(plain) or _is_recovery_only(plain) or _is_fall_in_dip(plain):
        return ""
    if words.FROM_TO.search(plain):
        return BARE
    points_back = _is_short(plain) or (is_about_measures and words.POINTS_BACK.search(plain))
    if not (is_of_monitor or points_back):
        return ""
    if changes or (is_of_monitor and _stands_alone(parts, sentence)):
        return BARE
    return ""


def _is_open(plain: str) -> bool:
    """An open question, or a sentence that says that something is not known."""
    if plain.rstrip("\"”') ").endswith("?") and words.YES_NO.search(plain) and not words.ASKS_WHY.search(plain):
        return True
    is_unknown = words.UNSURE.search(plain) and words.WHETHER.search(plain)
    return bool(is_unknown or words.SEEKS.search(plain))


def _change(part: str, is_dated: bool) -> bool:
    """Whether this part of a sentence tells that something changed, was wished or supposed apart."""
    if (words.UP_TOLD.search(part) or words.DOWN_TOLD.search(part)) and not words.SUPPOSED.search(part):
        return True
    if words.STAYED.search(part) and not words.WISH.search(part):
        return True
    found = [m for pattern in (words.UP, words.DOWN) for m in pattern.finditer(part)]
    is_noun_since = is_dated and any(m.group().endswith(("ing", "ingen", "name", "gang", "groei")) for m in found)
    return bool(found) and (is_noun_since or not words.WISH.search(part))


def _compares(plain: str) -> bool:
    """A comparative or a word for "the same", in a sentence that names a time to compare with."""
    if words.SUPPOSED.search(plain):
        return False
    return bool(words.ANY_COMPARATIVE.search(plain) or words.HIGHER.search(plain) or words.LOWER.search(plain)
                or words.SAME.search(plain) or words.STEP.search(plain))  # fmt: skip


def _is_first_and_now(plain: str) -> bool:
    """Two times after the baseline beside each other: the dip and now, or "eerst" and "nu"."""
    is_dip_and_now = DIP in plain and (NOW in plain or words.STILL.search(plain))
    return bool(is_dip_and_now or words.FIRST_AND_NOW.search(plain))


def _stands_alone(parts: Sequence[str], sentence: _Sentence) -> bool:
    """A comparative that is compared with nothing ("de kwaliteit is hoger"), or more and less of what is measured."""
    for part in parts:
        if words.COMPARED.search(sentence.plain) or words.WISH.search(part) or words.UNSURE.search(part):
            continue
        if words.HIGHER.search(part) or words.LOWER.search(part):
            return True
        if (
            words.IS_MORE.search(part)
            and words.TOPIC.search(part)
            and not re.search(r"\b(?:meer|minder) (?:dan|\d)", part)
        ):
            return True
    return False


def _is_recovery_only(plain: str) -> bool:
    """Recovery points at the level of before by itself, unless growth is told with it."""
    if not words.RECOVERED.search(plain):
        return False
    ups = [m for pattern in (words.UP_TOLD, words.UP, words.HIGHER) for m in pattern.finditer(plain)]
    return all(_is_denied(plain, m.start()) for m in ups)


def _denies_growth(plain: str) -> bool:
    """ "Het is geen groei", after a sentence about recovery."""
    ups = list(words.UP.finditer(plain))
    return bool(ups) and not words.UP_TOLD.search(plain) and all(_is_denied(plain, m.start()) for m in ups)


def _is_denied(plain: str, place: int) -> bool:
    return words.DENIED.search(plain[max(place - 25, 0) : place]) is not None


def _is_fall_in_dip(plain: str) -> bool:
    """The dip told by itself ("in 2021-2022 daalde de score"), nothing after it."""
    is_up = any(pattern.search(plain) for pattern in (words.UP_TOLD, words.UP, words.HIGHER))
    return bool(words.IN_THE_DIP.search(plain)) and not is_up and NOW not in plain


def _is_short(plain: str) -> bool:
    """A few words: their subject stands elsewhere."""
    return len(re.findall(r"\w+", plain)) <= words.FEW_WORDS
