"""What is told of data that do not count because a file is damaged: on every page, on the data page, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.store.state import SetAside, State
from monitor.tables import Column, Table
from monitor.wording.numbers import count, listing

MOST_NAMED = 5
TITLE = "Niet alle gegevens tellen mee."
REMEDY = "Zet een reservekopie terug. Of lees de bestanden opnieuw in bij Gegevens en methode."
ASK = "Uw beheerder kan dit herstellen."


def sentences(state: State, *, is_manager: bool) -> tuple[str, ...]:
    """What is missing and what to do about it; nothing when everything counts.

    Names of data sets come from users: show them as text. Who does not manage the data reads how many, not which.
    """
    if state.is_whole:
        return ()
    told = [TITLE]
    if aside := state.set_aside:
        is_one = len(aside) == 1
        told.append(f"Van {count(len(aside), 'set', 'sets')} is een bestand beschadigd of weg.")
        if is_manager:
            told.append(f"{'Deze set telt' if is_one else 'Deze sets tellen'} nu niet mee: {_names(aside)}.")
        told.append("De andere gegevens kloppen en werken gewoon.")
    if state.unreadable:
        told.append(f"Van het logboek {_are(len(state.unreadable))} niet te lezen. Misschien ontbreken er gegevens.")
    return (*told, REMEDY if is_manager else ASK)


def lost_changes(files: Sequence[str], *, is_named: bool) -> tuple[str, ...]:
    """That changes by hand do not count; `files` are named for who may set a year up, who else reads how many there are."""
    if not files:
        return ()
    is_one = len(files) == 1
    told = f"{count(len(files), 'wijziging', 'wijzigingen')} in de dialoog {'is' if is_one else 'zijn'} niet te lezen."
    rest = f"{'Die telt' if is_one else 'Die tellen'} nu niet mee, de rest wel."
    if not is_named:
        return (told, rest, ASK)
    more = len(files) - MOST_NAMED
    named = [*files[:MOST_NAMED], *([f"nog {count(more, 'bestand', 'bestanden')}"] if more > 0 else [])]
    return (told, rest, f"Het gaat om: {listing(named)}.", "Zet een reservekopie terug.")


def table(state: State) -> Table:
    """Each damaged file of the data sets that are set aside."""
    rows = tuple(
        (name(aside), f"{file.place} {file.reason}", aside.dataset.n_rows)
        for aside in state.set_aside for file in aside.files
    )  # fmt: skip
    columns = (
        Column("name", "Gegevens"), Column("file", "Wat er is met het bestand"), Column("rows", "Regels", "count"),
    )  # fmt: skip
    return Table("Beschadigde bestanden", columns, rows)


def name(aside: SetAside) -> str:
    return aside.dataset.name


def _names(aside: tuple[SetAside, ...]) -> str:
    named = [f"“{name(one)}”" for one in aside[:MOST_NAMED]]
    more = len(aside) - len(named)
    return listing([*named, f"nog {count(more, 'set', 'sets')}"] if more else named)


def _are(number: int) -> str:
    return "is 1 regel" if number == 1 else f"zijn {number} regels"
