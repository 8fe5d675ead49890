"""How rows of text become a file, and how a file is spoiled. All chance comes from the `random.Random` given."""

from __future__ import annotations

import csv
import io
import random
import warnings
import zipfile
from collections.abc import Callable, Iterable

import xlsxwriter

from benchmarks.fuzz import nasty

Rows = list[list[str]]
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "latin-1")


# ------------------------------------------------------------------------------------------------------------ the cells


def other_cells(chance: random.Random, rows: Rows) -> Rows:
    """The same table with one to four things changed: cells, rows, columns or the header."""
    rows = [list(row) for row in rows]
    for _ in range(chance.randint(1, 4)):
        chance.choice(_CHANGES)(chance, rows)
        rows = rows or [[""]]
    return rows


def _cell(chance: random.Random, rows: Rows) -> None:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice(nasty.CELLS)


def _body_cell(chance: random.Random, rows: Rows) -> None:
    """Like `_cell`, but the header stays: what is wrong is then found further on."""
    if len(rows) > 1:
        _cell(chance, rows[1:])


def _glued(chance: random.Random, rows: Rows) -> None:
    """Something before, in or behind what a cell holds."""
    row = chance.choice(rows)
    if row:
        index = chance.randrange(len(row))
        at = chance.randint(0, len(row[index]))
        row[index] = row[index][:at] + chance.choice(nasty.CELLS)[:500] + row[index][at:]


def _column(chance: random.Random, rows: Rows) -> None:
    """One column: taken out, twice there, another one's content, or the same nasty cell everywhere."""
    width = max(map(len, rows), default=0)
    if not width:
        return
    index, other, what, text = (
        chance.randrange(width),
        chance.randrange(width),
        chance.randrange(4),
        chance.choice(nasty.CELLS),
    )
    for number, row in enumerate(rows):
        if index >= len(row):
            continue
        if what == 0:
            del row[index]
        elif what == 1:
            row.insert(other, row[index])
        elif what == 2 and other < len(row):
            row[index] = row[other]
        elif number:
            row[index] = text


def _row(chance: random.Random, rows: Rows) -> None:
    """One row: gone, twice there, elsewhere, cut off, or longer."""
    index, what = chance.randrange(len(rows)), chance.randrange(5)
    if what == 0:
        del rows[index]
    elif what == 1:
        rows.insert(chance.randint(0, len(rows)), list(rows[index]))
    elif what == 2:
        rows.insert(chance.randint(0, len(rows) - 1), rows.pop(index))
    elif what == 3:
        rows[index] = rows[index][: chance.randint(0, len(rows[index]))]
    else:
        rows[index] = rows[index] + [chance.choice(nasty.CELLS)] * chance.choice((1, 3, 600))


def _more(chance: random.Random, rows: Rows) -> None:
    """Many more of the same rows, or many empty ones."""
    times = chance.choice((10, 400, 3000))
    rows += [list(rows[-1]) for _ in range(times)] if chance.random() < 0.5 else [[] for _ in range(times)]


def _header(chance: random.Random, rows: Rows) -> None:
    rows[0] = [chance.choice((cell.upper(), f" {cell} ", cell.replace("_", " "), cell + "2", "")) for cell in rows[0]]


_CHANGES: tuple[Callable[[random.Random, Rows], None], ...] = (
    _cell, _body_cell, _body_cell, _body_cell, _glued, _glued, _column, _row, _more, _header,
)  # fmt: skip


# ------------------------------------------------------------------------------------------------------------ the files


def as_csv(chance: random.Random, rows: Rows) -> bytes:
    target = io.StringIO(newline="")
    delimiter, end = chance.choice(";;;,\t|"), chance.choice(("\r\n", "\n", "\r"))
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(target, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    encoding = chance.choice(ENCODINGS) if chance.random() < 0.3 else "utf-8"
    return target.getvalue().encode(encoding, errors="replace" if encoding != "utf-8" else "surrogatepass")


def as_xlsx(chance: random.Random, rows: Rows) -> bytes:
    """A workbook; cells sometimes as numbers or formulas, sometimes with more sheets, some of them empty."""
    names = ["Blad1"] if chance.random() < 0.8 else ["Blad", "Uitleg", "a'b"]
    sheets = {name: rows[:4000] if not number or chance.random() < 0.5 else [] for number, name in enumerate(names)}
    return workbook(sheets, strings_to_formulas=chance.random() < 0.3, strings_to_numbers=chance.random() < 0.5)


def workbook(sheets: dict[str, Rows], **options: bool) -> bytes:
    """A workbook as it is, but for what cannot stand in one."""
    target = io.BytesIO()
    fixed = {"strings_to_urls": False, "nan_inf_to_errors": True, "in_memory": True}
    with xlsxwriter.Workbook(target, {**fixed, **options}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, cell in enumerate(row[:700]):
                    sheet.write(r, c, cell.encode("utf-8", "replace").decode()[:32_000].replace("\x00", "_x0000_"))
    return target.getvalue()


def other_package(chance: random.Random, content: bytes) -> bytes:
    """A workbook with one to three of its parts spoiled inside, gone, twice there or empty, packed anew."""
    parts = list(parts_of(content).items())
    for _ in range(chance.randint(1, 3)):
        index = chance.randrange(len(parts))
        if chance.random() < 0.6:
            index = next((n for n, (name, _) in enumerate(parts) if chance.choice(_MAIN) in name), index)
        name, part = parts[index]
        what = chance.random()
        if what < 0.7:
            old, new = chance.choice(nasty.XML)
            part = _replaced_once(chance, part, old, new)
        elif what < 0.85:
            part = other_bytes(chance, part)
        elif what < 0.9:
            part = b""
        elif what < 0.95:
            name = chance.choice((name.upper(), "../" + name, "xl/worksheets/sheet1.xml", name + "\x00", "\\" + name))
        else:
            parts.append((name, part[: chance.randint(0, len(part))]))
        parts[index] = name, part
    return packed(
        parts, chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    )


def packed(parts: Iterable[tuple[str, bytes]], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package with these parts, also when two have one name."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, part in parts:
            package.writestr(name, part)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """What a package holds, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {item.filename: package.read(item) for item in package.infolist()}


_MAIN = ("sheet1.xml", "sharedStrings", "workbook.xml", "styles.xml", "workbook.xml.rels")


def _replaced_once(chance: random.Random, part: bytes, old: bytes, new: bytes) -> bytes:
    places = [n for n in range(len(part)) if part.startswith(old, n)][:200]
    if not places:
        return part
    at = chance.choice(places)
    return part[:at] + new + part[at + len(old) :]


def other_bytes(chance: random.Random, content: bytes) -> bytes:
    """The same bytes with one to five of them flipped, gone, repeated, cut off or joined by others."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randint(0, len(data))
        length = chance.choice((1, 1, 2, 7, 60, 900))
        what = chance.randrange(6)
        if what == 0 and data:
            data[at % len(data)] ^= 1 << chance.randrange(8)
        elif what == 1:
            del data[at : at + length]
        elif what == 2:
            data[at:at] = data[at : at + length] * chance.choice((1, 2, 40))
        elif what == 3:
            data[at:at] = chance.choice(nasty.BYTES)
        elif what == 4:
            data[at : at + length] = chance.randbytes(length)
        elif chance.random() < 0.5:
            del data[at:]
    return bytes(data)
