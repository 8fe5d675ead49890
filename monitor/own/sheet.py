"""What stands on the sheet for the conversation of a team: points, the three questions, room to write, one observation.

One content for Word and PDF. A school, or a team without scores, gets the same sheet with the mandatory themes as points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from monitor.catalogue import Catalogue
from monitor.dialogues import words as dialogue_words
from monitor.dialogues.settings import CycleSettings, Theme
from monitor.own.records import APART, AXIS, OFF, OwnRow
from monitor.records import DEMO, FICTIVE, REPORTED, VerdictRow
from monitor.wording import own as wording
from monitor.wording import sentences
from monitor.wording.numbers import date_text, listing, lower_first

TITLE = "Gespreksblad"
MOST_POINTS = 3
LINES, MORE_LINES = 3, 5
"""Lines to write on below a question, and below one of a point that says little itself."""
OWN = {AXIS: "Wij", APART: "Wij (indicatief)", OFF: "Wij (los van de landelijke cijfers)"}
"""How the own figure is headed."""
NATIONAL, NATIONAL_DEMO, SOURCES = "Nederland", "Nederland (fictieve gegevens)", "Volgens de bronnen"
EARLIER = "Vorig jaar schreven wij"
ACTIONS = "Dit spraken wij af"
TASK, TASK_LEAD = "Volgende week kijken wij naar", "Kies samen één ding om op te letten."
TASK_ROOM = ("Waar letten wij op?", "Wie kijkt, en wanneer?", "Wat zagen wij?")
THEMES = "De verplichte thema's van de dialoog"
TOLD = (FICTIVE, REPORTED)
"""Flags that the label of the line tells already."""
READ = ("Praat over wat u ziet. Een score is geen cijfer voor een medewerker.",)
READ_THEMES = ("Praat over wat u ziet. Schrijf op wat u samen afspreekt.",)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the location wrote on a theme (code) in an earlier year: answers as (question, own words), actions in one line."""

    theme: str
    year: int
    answers: tuple[tuple[str, str], ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPoint:
    """One point. `own` are sentences, headed by `own_label`; `national` are (label, text) pairs, one per basis; both are
    empty for a theme.

    `themes` says to which themes it belongs; `note` is what the user typed. `earlier` belongs to those themes.
    """

    heading: str
    about: str
    own_label: str
    own: tuple[str, ...]
    national: tuple[tuple[str, str], ...]
    themes: str
    note: str
    earlier: tuple[Earlier, ...]

    @property
    def lines(self) -> int:
        return LINES if self.own or self.earlier else MORE_LINES


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet. `stamp` stands on every page, `about` are the (name, text) pairs of the bottom line."""

    title: str
    subtitle: str
    stamp: str
    read: tuple[str, ...]
    points: tuple[SheetPoint, ...]
    questions: tuple[str, ...]
    task: str
    themes: tuple[tuple[str, str], ...]
    about: tuple[tuple[str, str], ...]


def build(
    rows: Sequence[OwnRow],
    chosen: Sequence[str],
    catalogue: Catalogue,
    settings: CycleSettings,
    *,
    on: date,
    location: str = "",
    care_type: str = "",
    stamp: str = "",
    source: str = "",
    data_version: str = "",
    last_year: Sequence[Earlier] = (),
    observation_task: str = "",
    notes: Mapping[str, str] | None = None,
) -> Sheet:
    """The sheet for the chosen measures (codes, at most three, each in `rows`); without any: the mandatory themes.

    `on` is the day of the sheet; `source` and `data_version` those of the national figures. `last_year` is what the
    location wrote in its dialogue; it stands beside the points of the same theme. `notes` are own texts by measure or theme
    code. Raises ValueError for more than three measures or one without a row.
    """
    by_measure = {row.measure: row for row in rows}
    missing = [code for code in chosen if code not in by_measure]
    if missing or len(chosen) > MOST_POINTS:
        raise ValueError(f"at most {MOST_POINTS} measures with a row, not {list(chosen)}")
    own_notes = notes or {}
    asked = dialogue_words.load(catalogue.folders).questions["internal"]
    questions = tuple(asked[code] for code in dialogue_words.QUESTIONS)
    themes_of = {code: _themes_of(code, catalogue, settings) for code in chosen}
    if chosen:
        points = [_of_row(by_measure[c], themes_of[c], catalogue, last_year, own_notes.get(c, "")) for c in chosen]
    else:
        points = [_of_theme(theme, last_year, own_notes.get(theme.code, "")) for theme in settings.mandatory]
    label = catalogue.label(care_type) if care_type else ""
    has_figures = bool(chosen)
    return Sheet(
        title=TITLE,
        subtitle=" · ".join(filter(None, (location, label, date_text(on)))),
        stamp=stamp,
        read=READ if has_figures else READ_THEMES,
        points=tuple(points),
        questions=questions,
        task=observation_task,
        themes=_covered(themes_of, catalogue, settings) if chosen else (),
        about=(
            ("Bron", source if has_figures else ""),
            ("Dataversie", data_version if has_figures else ""),
            ("Gemaakt op", date_text(on)),
        ),
    )


def _of_row(
    row: OwnRow, themes: Sequence[Theme], catalogue: Catalogue, last_year: Sequence[Earlier], note: str
) -> SheetPoint:
    measure = catalogue.measures[row.measure]
    codes = {theme.code for theme in themes}
    return SheetPoint(
        heading=measure.label,
        about=measure.explanation,
        own_label=OWN[row.placement.code],
        own=own_sentences(row, catalogue) if row.measured else (),
        national=national_texts(row, catalogue),
        themes=_belongs_to(themes),
        note=note,
        earlier=tuple(one for one in last_year if one.theme in codes),
    )


def own_sentences(row: OwnRow, catalogue: Catalogue) -> tuple[str, ...]:
    """What can be said of the own score: its place or why it has none, the change, and what was assumed."""
    said = (
        wording.place_sentence(row, catalogue),
        wording.margin_sentence(row),
        wording.change_sentence(row, catalogue),
        row.placement.assumed_nl,
    )
    return tuple(filter(None, said))


def national_texts(row: OwnRow, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The national verdict from the numbers in full, and that of the sources: in full when it stands alone, else its word.

    Each has a line of its own with its caveats, so that published, own and fictitious data are never in one sentence.
    """
    if row.computed is None and row.published is None:
        return ((NATIONAL, wording.national_sentence(row, catalogue)),)
    found = []
    if row.computed is not None:
        label = NATIONAL_DEMO if row.computed.origin == DEMO else NATIONAL
        found.append((label, _verdict(row.computed, catalogue, in_full=True)))
    if row.published is not None:
        found.append((SOURCES, _verdict(row.published, catalogue, in_full=row.computed is None)))
    return tuple(found)


def _verdict(row: VerdictRow, catalogue: Catalogue, in_full: bool) -> str:
    flags = [lower_first(flag.label) for flag in sentences.flag_texts(row, catalogue) if flag.code not in TOLD]
    said = sentences.sentence(row, catalogue) if in_full else ""
    caveats = f"Let op: {listing(flags)}." if flags else ""
    return " ".join(filter(None, (f"{sentences.label(row, catalogue)}.", said, caveats)))


def _of_theme(theme: Theme, last_year: Sequence[Earlier], note: str) -> SheetPoint:
    earlier = tuple(one for one in last_year if one.theme == theme.code)
    return SheetPoint(theme.label, theme.description, "", (), (), "", note, earlier)


def _themes_of(code: str, catalogue: Catalogue, settings: CycleSettings) -> tuple[Theme, ...]:
    """The mandatory themes that name this measure; when none does, those that name the measure of which it is a part."""
    while code:
        found = tuple(theme for theme in settings.mandatory if code in theme.measures)
        if found:
            return found
        code = catalogue.measures[code].parent
    return ()


def _belongs_to(themes: Sequence[Theme]) -> str:
    if not themes:
        return "Dit onderdeel hoort niet bij één van de verplichte thema's. Bespreek het als eigen punt."
    names = listing([lower_first(theme.label) for theme in themes])
    return f"Dit hoort bij het verplichte thema: {names}." if len(themes) == 1 else f"Dit hoort bij: {names}."


def _covered(
    themes_of: Mapping[str, Sequence[Theme]], catalogue: Catalogue, settings: CycleSettings
) -> tuple[tuple[str, str], ...]:
    """Per mandatory theme which points belong to it, so that no theme of the dialogue is forgotten."""
    lines = []
    for theme in settings.mandatory:
        labels = [lower_first(catalogue.measures[code].label) for code, found in themes_of.items() if theme in found]
        told = f"hierbij hoort {listing(labels)}" if labels else "hierover gaat geen van deze punten"
        lines.append((theme.label, told))
    return tuple(lines)
