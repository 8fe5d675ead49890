"""From a file to one staged table: which sheets are read, as which table, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from monitor.catalogue import Catalogue
from monitor.ingest.columns import (
    FREE_THEME,
    LISTS,
    REGISTERS,
    SCORES,
    TABLE_NAMES,
    VALUE,
    Column,
    private_columns,
    tables_read_as,
)
from monitor.ingest.first_look import Opened, ask_about_marks, preview, without_persons
from monitor.ingest.headers import HEADER_ROWS, Headers, Layout, choose_table
from monitor.ingest.messages import Place, listed, short
from monitor.ingest.readers import MAX_COLUMNS, read_sheets
from monitor.ingest.report import MOST_PROBLEMS, Problem, Refused
from monitor.ingest.staging import Staged, Stager
from monitor.ingest.templates import example_test
from monitor.ingest.words import Words, closest, in_sentence

AUTO = "auto"
COMMA = "Staat er een getal met een komma? Zet dan een puntkomma tussen de kolommen."
SEVERAL_NAMES = "Staan er meer namen in één cel? Zet dan aanhalingstekens om die cel."
MAPPING = "Of kies zelf wat een kolom betekent."


@dataclass
class Loaded:
    """A staged file. Sheets are numbered as in `sheet_names` and `layouts`."""

    kind: str
    path: Path
    sheet_names: list[str]
    layouts: list[Layout]
    rows_read: int
    problems: list[Problem] = field(default_factory=list)
    n_problems: int = 0
    notes: list[str] = field(default_factory=list)
    unknown: tuple[str, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()


def load(
    path: Path,
    folder: Path,
    catalogue: Catalogue,
    words: Words,
    columns: Mapping[str, str],
    kind: str,
    tell: Callable[[float], None],
    known: Mapping[str, Sequence[Column]],
) -> Loaded:
    """Stage the rows of all sheets of a file that are the table asked for (or the one of `known` that they are).

    Raises Refused when nothing can be read as a table, a required column is missing, or a column tells of persons; in a
    list of the local dialogue such a column is left out.
    """
    _check_choices(path, columns, words, known)
    headers = Headers(known, words, columns)
    sheets, notes = read_sheets(path, headers.likeness)
    opened = [Opened(sheet, next(sheet.batches, [])) for sheet in sheets]
    filled = [o for o in opened if any("".join(row).strip() for row in o.first)]
    if not filled:
        raise Refused(Place(path.name, "", None).problem(
            "empty_file", "Dit bestand is leeg.", "een tabel met een kopregel", "Kies een ander bestand."
        ))  # fmt: skip
    private = private_columns(catalogue)
    shown: tuple[Opened, Layout | None] = (filled[0], None)
    try:
        chosen = _choose(path, filled, headers, known, kind)
        shown = chosen[0]
        kinds = {column.column: column.kind for column in known[shown[1].table]}
        clean = [without_persons(path, one, layout, kinds, private) for one, layout in chosen]
        chosen = [(one, layout) for (one, _), (layout, _) in zip(chosen, clean, strict=True)]
        ask_about_marks(path, chosen)
    except Refused as refused:
        refused.preview = preview(*shown, private)
        raise
    table = chosen[0][1].table
    skipped = [o.sheet.name for o in filled if o not in [c for c, _ in chosen]]
    notes += [f"Werkblad '{name}' lezen we niet: het is geen tabel die we kennen." for name in skipped]
    loaded = Loaded(table, folder / "staged.parquet", [o.sheet.name for o, _ in chosen], [c for _, c in chosen], 0)
    _refuse_bad_cells(path, chosen)
    staged = _stage(loaded, [o for o, _ in chosen], known[table], example_test(table, catalogue), tell)
    loaded.rows_read = staged.rows_read
    loaded.notes = [*notes, *_notes_on_columns(loaded.layouts, known[table], words), *_notes_on_examples(staged)]
    loaded.notes += _notes_on_persons([header for _, left_out in clean for header in left_out])
    loaded.unknown = tuple(dict.fromkeys(header for layout in loaded.layouts for header in layout.unknown))
    loaded.preview = preview(*chosen[0], private)
    _add_too_wide(path, loaded, staged)
    if not loaded.rows_read:
        if staged.examples:
            raise Refused(Place(path.name, "", None).problem(
                "only_example", "In dit bestand staat alleen het voorbeeld.", "eigen gegevens",
                "Zet uw gegevens onder de kopregel.",
            ))  # fmt: skip
        raise Refused(Place(path.name, "", None).problem(
            "no_rows", "Onder de kopregel staat niets.", "regels met gegevens", "Vul de tabel in."
        ))  # fmt: skip
    return loaded


def table_of(path: Path, words: Words, known: Mapping[str, Sequence[Column]]) -> tuple[str, list[str]]:
    """The table that a file is, by its headers only, and those headers. Raises Refused when it is none or several."""
    headers = Headers(known, words, {})
    sheets, _ = read_sheets(path, headers.likeness)
    opened = [Opened(sheet, next(sheet.batches, [])) for sheet in sheets]
    filled = [o for o in opened if any("".join(row).strip() for row in o.first)]
    if not filled:
        return "", []
    one, layout = _choose(path, filled, headers, known, AUTO)[0]
    return layout.table, one.first[layout.row - 1]


def _stage(
    loaded: Loaded, opened: Sequence[Opened], columns: Sequence[Column], is_example, tell: Callable[[float], None]
) -> Staged:
    stager = Stager(loaded.path, columns, is_example)
    try:
        for number, (one, layout) in enumerate(zip(opened, loaded.layouts, strict=True)):
            row = 1
            for batch in one.batches():
                stager.add(number, layout, batch, row)
                row += len(batch)
                tell(one.sheet.where())
    finally:
        stager.close()
    return stager.staged


# ---------------------------------------------------------------------------------------------------- which table it is


def _choose(
    path: Path, opened: Sequence[Opened], headers: Headers, known: Mapping[str, Sequence[Column]], kind: str
) -> list[tuple[Opened, Layout]]:
    wanted = tuple(known) if kind == AUTO else tables_read_as(kind)
    chosen: list[tuple[Opened, Layout]] = []
    nearest: tuple[Opened, Layout] | None = None
    for one in opened:
        layouts = [layout for table in wanted if (layout := headers.find(one.first, table))]
        layout, unsure = choose_table(layouts)
        if unsure:
            names = " of ".join(TABLE_NAMES[u.table] for u in unsure)
            raise Refused(Place(path.name, one.sheet.name, unsure[0].row).problem(
                "ambiguous", f"deze kolommen passen bij meer dan één soort bestand: {names}.", names,
                "Kies zelf welke soort het is.",
            ))  # fmt: skip
        if layout:
            chosen.append((one, layout))
        for near in layouts:
            if nearest is None or len(near.fields) - len(near.missing) > len(nearest[1].fields) - len(
                nearest[1].missing
            ):
                nearest = (one, near)
    if not chosen:
        raise _why_no_table(path, opened[0], nearest, known[SCORES if kind == AUTO else kind])
    found = list(dict.fromkeys(layout.table for _, layout in chosen))
    if len(found) > 1:
        names = " en ".join(TABLE_NAMES[table] for table in found)
        raise Refused(Place(path.name, "", None).problem(
            "ambiguous", f"De werkbladen zijn van verschillende soort: {names}.", "één soort per keer",
            "Kies zelf welke soort u inleest.",
        ))  # fmt: skip
    twice = [(one, layout) for one, layout in chosen if layout.twice]
    if twice:
        raise Refused(*(
            Place(path.name, one.sheet.name, layout.row).problem(
                "column_twice", f"deze kolommen betekenen hetzelfde: {', '.join(layout.twice)}.", "elke kolom één keer",
                "Haal er een weg of geef er een andere betekenis aan.",
            )
            for one, layout in twice
        ))  # fmt: skip
    return chosen


def _why_no_table(path: Path, first: Opened, nearest: tuple[Opened, Layout] | None, usual: Sequence[Column]) -> Refused:
    if nearest is None:
        top = next((row for row in first.first[:HEADER_ROWS] if "".join(row).strip()), [])
        cells = tuple(cell.strip() for cell in top[:MAX_COLUMNS] if cell.strip())
        required = listed([column.label for column in usual if column.required])
        what = f"We vinden geen kopregel met kolommen die we kennen. Bovenaan staat: {listed(list(cells))}."
        problem = Place(path.name, first.sheet.name, None).problem(
            "no_header", what, f"een kopregel, bijvoorbeeld: {required}", f"Gebruik een sjabloon. {MAPPING}"
        )
        return Refused(problem, unknown_columns=cells)
    one, layout = nearest
    unknown = f" We kennen deze kolommen niet: {listed(list(layout.unknown))}." if layout.unknown else ""
    place = Place(path.name, one.sheet.name, layout.row)
    remedy = f"Voeg de kolom toe. {MAPPING if layout.unknown else ''}".strip()
    problems = [
        place.problem("missing_column", f"de kolom '{column.label}' ontbreekt.{unknown}", column.label, remedy)
        for column in layout.missing
    ]
    return Refused(*problems, kind=layout.table, unknown_columns=layout.unknown)


def _check_choices(path: Path, columns: Mapping[str, str], words: Words, known: Mapping[str, Sequence[Column]]) -> None:
    names = {"", FREE_THEME, *(column.column for table in known.values() for column in table)}
    place = Place(path.name, "", None)
    wrong = [
        place.problem("bad_choice", f"De kolom '{c}' bestaat niet.", "een kolom van ons", "Kies opnieuw.", header)
        for header, c in columns.items() if c not in names
    ]  # fmt: skip
    wrong += [
        place.problem("bad_choice", f"'{code}' kennen we niet als betekenis van '{text}'.",
                      listed(list(words.codes(kind))), "Kies opnieuw.", text)
        for kind, text, code in words.bad_assignments()
    ]  # fmt: skip
    if wrong:
        raise Refused(*wrong)


# ----------------------------------------------------------------------------------------------- what stands in the way


def _refuse_bad_cells(path: Path, chosen: Sequence[tuple[Opened, Layout]]) -> None:
    problems = [
        Place(path.name, one.sheet.name, row).problem(
            "cell_error", f"in cel {cell} staat een fout of een formule zonder uitkomst.", "een waarde",
            "Herstel de cel, of open het bestand in Excel en bewaar het opnieuw.",
        )
        for one, layout in chosen for row, cell in one.sheet.bad_cells if row > layout.row
    ]  # fmt: skip
    if problems:
        raise Refused(*problems[:MOST_PROBLEMS])


def _add_too_wide(path: Path, loaded: Loaded, staged: Staged) -> None:
    for sheet, row, cell in staged.too_wide:
        width = loaded.layouts[sheet].width
        loaded.problems.append(Place(path.name, loaded.sheet_names[sheet], row).problem(
            "too_many_cells", f"deze regel heeft meer cellen dan de kopregel ({width}). '{cell}' staat erbuiten.",
            f"{width} cellen", SEVERAL_NAMES if loaded.kind in LISTS else COMMA, cell,
        ))  # fmt: skip
    loaded.n_problems += staged.n_too_wide


# ---------------------------------------------------------------------------------------------------------------- notes


def _notes_on_columns(layouts: Sequence[Layout], columns: Sequence[Column], words: Words) -> list[str]:
    notes = []
    labels = {column.column: column.label for column in columns}
    spellings = {word: column for column in columns for word in column.spellings}
    for layout in layouts:
        if layout.table in REGISTERS:  # a register has dozens of columns that we do not need
            continue
        notes += [
            f"Kolom '{short(f.header)}' lezen we als {in_sentence(words.codes('measure')[f.measure])}"
            + ("." if f.column == VALUE[layout.table] else f", {labels[f.column]}.")
            for f in layout.fields if f.measure
        ]  # fmt: skip
        for header in layout.unknown:
            near = closest(header, spellings, labels, lambda word: spellings[word].column)
            ask = f" Bedoelt u {near}?" if near else ""
            notes.append(f"Kolom '{short(header)}' gebruiken we niet.{ask}")
    return notes


def _notes_on_persons(headers: Sequence[str]) -> list[str]:
    if not headers:
        return []
    names = ", ".join(f"'{short(header)}'" for header in dict.fromkeys(headers))
    return [f"Deze kolommen bewaren we niet, want ze gaan misschien over personen: {names}."]


def _notes_on_examples(staged: Staged) -> list[str]:
    return [f"Regel {row} is het voorbeeld uit het sjabloon. Die regel slaan we over." for _, row in staged.examples]
