"""Actions as tables and sentences: on screen in groups, and whole in a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from monitor.dialogues.action_edits import HistoryLine
from monitor.dialogues.action_lists import Followed
from monitor.dialogues.answers_html import participants
from monitor.dialogues.records import Action, Cycle, Dialogue
from monitor.dialogues.themes import FREE
from monitor.dialogues.words import DONE, DROPPED, RUNNING, Words
from monitor.tables import COUNT, Column, Table
from monitor.wording.numbers import count, date_table, date_text, is_or_are, listing, lower_first, time

LATE, NO_OWNER = "over de datum", "geen eigenaar"


def attention(action: Action, on: date) -> tuple[str, ...]:
    """What a meeting must look at: over its date, nobody owns it. Nothing of a closed action."""
    if action.is_closed:
        return ()
    late = (LATE,) if action.is_overdue(on) else ()
    return (*late, *(() if action.owners else (NO_OWNER,)))


def counts_sentence(actions: Sequence[Action], on: date) -> str:
    """ "27 acties: 5 klaar, 8 lopen en 2 vervallen. 4 acties zijn over de datum. 3 acties hebben geen eigenaar." """
    if not actions:
        return "Er zijn nog geen acties."
    done, running, dropped = (sum(a.status == status for a in actions) for status in (DONE, RUNNING, DROPPED))
    parts = [f"{done} klaar", f"{running} {'loopt' if running == 1 else 'lopen'}", f"{dropped} vervallen"]
    late, nobody = (sum(kind in attention(a, on) for a in actions) for kind in (LATE, NO_OWNER))
    return (
        f"{count(len(actions), 'actie', 'acties')}: {listing(parts)}. "
        f"{count(late, 'actie', 'acties')} {is_or_are(late)} over de datum. "
        f"{count(nobody, 'actie', 'acties')} {'heeft' if nobody == 1 else 'hebben'} geen eigenaar."
    )


def groups(actions: Sequence[Action], on: date, words: Words) -> list[tuple[str, list[Action]]]:
    """What needs attention first, then the rest per status; groups without actions are left out. Order is kept."""
    urgent = [a for a in actions if attention(a, on)]
    found = [("Eerst bespreken: over de datum of zonder eigenaar", urgent)]
    for code, label in words.codes("action_status").items():
        found.append((label, [a for a in actions if a.status == code and a not in urgent]))
    return [(label, some) for label, some in found if some]


def actions_table(actions: Sequence[Action], cycle: Cycle, words: Words, on: date) -> Table:
    """Every action with all that is known of it, one line each."""
    columns = (
        Column("code", "Code"), Column("text", "Actie"), Column("status", "Status"), Column("attention", "Let op"),
        Column("theme", "Thema"), Column("owners", "Eigenaar"), Column("due", "Datum"), Column("result", "Resultaat"),
        Column("dialogue", "Dialoog"), Column("from", "Uit"), Column("revision", "Versie", COUNT),
        Column("changed", "Gewijzigd"), Column("by", "Gewijzigd door"),
    )  # fmt: skip
    rows = tuple(
        (
            a.action_id, a.text, words.label("action_status", a.status), "; ".join(attention(a, on)),
            theme_name(a.theme, cycle), "; ".join(a.owners), date_table(a.due_on) if a.due_on else "", a.result,
            a.dialogue_id, source_text(a, cycle, words), a.revision,
            date_table(a.changed_at.date()) if a.changed_at else "", a.changed_by,
        )
        for a in actions
    )  # fmt: skip
    return Table("Alle acties", columns, rows, sheet="Acties")


def status_table(actions: Sequence[Action], counted: dict[str, int], words: Words, on: date) -> Table:
    """How many actions have each status, and how many of those need attention."""
    columns = (
        Column("status", "Status"), Column("n", "Acties", COUNT), Column("late", "Waarvan over de datum", COUNT),
        Column("nobody", "Waarvan zonder eigenaar", COUNT),
    )  # fmt: skip
    rows = tuple(
        (label, counted.get(code, 0), _with(actions, code, LATE, on), _with(actions, code, NO_OWNER, on))
        for code, label in words.codes("action_status").items()
    )
    return Table("Hoeveel acties hebben welke status?", columns, rows, sheet="Per status")


def last_year_table(followed: Sequence[Followed], cycle: Cycle, words: Words) -> Table:
    """What was agreed in the year before, and what became of it."""
    columns = (
        Column("text", "Actie"), Column("now", "Status"), Column("what", "Wat werd het?"),
        Column("owners", "Eigenaar"), Column("theme", "Thema"),
    )  # fmt: skip
    year = cycle.previous or cycle
    rows = tuple(
        (f.now.text, words.label("action_status", f.now.status), f.sentence,
         listing(f.now.owners) or "nog niemand", theme_name(f.now.theme, year))
        for f in followed
    )  # fmt: skip
    return Table(f"Afgesproken in dialoogjaar {cycle.year - 1}", columns, rows, sheet="Vorig jaar")


def history_table(lines: Sequence[HistoryLine]) -> Table:
    """All versions of one action, newest first."""
    columns = (
        Column("revision", "Versie", COUNT),
        Column("at", "Wanneer"),
        Column("by", "Wie"),
        Column("what", "Wat veranderde"),
    )
    rows = tuple((one.revision, moment(one), one.by or "niet ingevuld", changes_text(one)) for one in lines)
    return Table("Geschiedenis van deze actie", columns, rows)


def moment(line: HistoryLine) -> str:
    """22 november 2026, 14.32 uur."""
    return f"{date_text(line.at)}, {time(line.at)}" if line.at else "niet bekend"


def changes_text(line: HistoryLine) -> str:
    """ "Status: Voorstel, nu Loopt." """
    if not line.changes:
        return "Actie toegevoegd." if line.revision <= 1 else "Niets veranderd."
    return " ".join(f"{c.label}: was “{c.before}”, nu “{c.after}”." for c in line.changes)


def source_text(action: Action, cycle: Cycle, words: Words) -> str:
    """The dialogue that an action came from: who took part."""
    one = next((d for d in cycle.dialogues if d.dialogue_id == action.dialogue_id), None)
    return participants(one, cycle, words) if one else action.dialogue_id


def source_label(one: Dialogue, cycle: Cycle, words: Words) -> str:
    """A dialogue in a list of choices: who, which kind, which day."""
    day = one.held_on or one.known_on
    parts = (participants(one, cycle, words), lower_first(words.label("form_type", one.form_type)))
    return ", ".join([*parts, date_text(day) if day else "datum niet bekend"])


def theme_name(theme: str, cycle: Cycle) -> str:
    """The short name of a theme; a theme that the year does not know keeps its own."""
    known = cycle.settings.theme(theme)
    return known.short if known else theme.removeprefix(FREE)


def _with(actions: Iterable[Action], status: str, kind: str, on: date) -> int:
    return sum(a.status == status and kind in attention(a, on) for a in actions)
