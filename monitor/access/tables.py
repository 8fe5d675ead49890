"""People, roles and the audit trail as tables, for the screen and for a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from monitor.access.audit import AuditLine
from monitor.access.people import People
from monitor.access.roles import Roles
from monitor.file_problem import Problem
from monitor.tables import NUMBER, Column, Table
from monitor.wording.numbers import date_table

NOT_NAMED = "Deze computer"
"""Who did something where nobody signs in."""


def people_table(people: People, on: date) -> Table:
    """One row per line of the file that counts, in its order; a role that ended stays in view as ended."""
    rows = tuple(
        (
            line.email,
            line.role.label,
            line.municipality or "de enige" if line.role.is_local else "",
            ", ".join(line.locations),
            date_table(line.until) if line.until else "",
            "✓ Geldig" if line.holds_on(on) else "✗ Verlopen",
        )
        for line in people.lines
    )
    columns = ("E-mailadres", "Rol", "Gemeente", "Locaties", "Tot en met", "Geldig")
    return Table("Mensen en hun rol", _columns(columns), rows, sheet="Mensen")


def problems_table(problems: Iterable[Problem]) -> Table:
    rows = tuple((p.file, p.row or None, p.column, p.value, p.what, p.remedy) for p in problems)
    columns = (
        Column("file", "Bestand"), Column("row", "Regel", NUMBER, 0), Column("column", "Kolom"),
        Column("value", "Er staat"), Column("what", "Wat er mis is"), Column("remedy", "Wat u kunt doen"),
    )  # fmt: skip
    return Table("Regels die niet meetellen", columns, rows, sheet="Problemen")


def roles_table(roles: Roles) -> Table:
    rows = tuple((role.label, role.explanation, role.code) for role in roles.by_code.values())
    return Table("Wat bij elke rol hoort", _columns(("Rol", "Wat iemand mag", "Code")), rows, sheet="Rollen")


def trail_table(lines: Sequence[AuditLine]) -> Table:
    """One row per line, in the order given. Times are Dutch, to the second."""
    rows = tuple(
        (f"{date_table(line.at.date())} {line.at:%H:%M:%S}", line.who or NOT_NAMED, line.what, line.about,
         line.data_version)
        for line in lines
    )  # fmt: skip
    columns = ("Wanneer", "Wie", "Wat", "Waarover", "Dataversie")
    return Table("Logboek", _columns(columns), rows, sheet="Logboek")


def _columns(labels: Iterable[str]) -> tuple[Column, ...]:
    return tuple(Column(label.lower(), label) for label in labels)
