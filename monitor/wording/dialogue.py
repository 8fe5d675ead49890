"""What is said of a dialogue year: counts that name what they count, terms, reasons. At most 15 words a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.dialogues.records import Amount
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.words import MISSING, NOT_ASKED, SUPPRESSED, VALUE
from monitor.wording.numbers import MONTHS, count, date_text, is_or_are, listing, nl, out_of

NO_AREA = "Wijk niet bekend"
TOO_SMALL = "te klein om te tonen"
SIGNS = {SUPPRESSED: "x", MISSING: ".", NOT_ASKED: "niet gevraagd"}
STATES = {SUPPRESSED: TOO_SMALL, MISSING: "geen cijfer", NOT_ASKED: "niet gevraagd"}
SIGNS_NOTE = f"x = {TOO_SMALL}, of verborgen om een klein getal te beschermen. Een punt = geen cijfer. 0 = echt nul."


def some(n: int, of: int, things: str, singular: str, plural: str) -> str:
    """ "31 van de 36 locaties hebben", "1 van de 36 locaties heeft": the verb follows the first number."""
    return f"{nl(n, 0)} van de {nl(of, 0)} {things} {singular if n == 1 else plural}"


def amount_cell(amount: Amount) -> object:
    """A number for a table, or the sign of why there is none: x, a point, or "niet gevraagd". Zero is a number."""
    if amount.state == VALUE and amount.value is not None:
        return int(amount.value) if float(amount.value).is_integer() else amount.value
    return SIGNS.get(amount.state, SIGNS[MISSING])


def area_name(settings: CycleSettings, code: str) -> str:
    """The name of an area, also where a location has none."""
    return settings.area_label(code) if code else NO_AREA


def year_text(settings: CycleSettings) -> str:
    """2026 (maart 2026 t/m januari 2027): from the first day of the first phase to the last day of the last."""
    if not settings.phases:
        return str(settings.year)
    first = min(phase.start for phase in settings.phases)
    last = max(phase.end for phase in settings.phases)
    return f"{settings.year} ({_month(first)} t/m {_month(last)})"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def state_words(state: str) -> str:
    """Why there is no number, in words: for documents and for who hears a table."""
    return STATES.get(state, STATES[MISSING])


# ------------------------------------------------------------------------------------------------------------- phases


PHASE_STATES = {"todo": "nog niet", "busy": "bezig", "done": "klaar", "past": "voorbij", "late": "te laat"}


def deadline(end: date, on: date) -> str:
    """How long a phase still runs, or how long ago it ended."""
    days = (end - on).days
    if days == 0:
        return f"Vandaag, {date_text(end)}, is de laatste dag."
    if days > 0:
        return f"Nog {count(days, 'dag', 'dagen')} tot {date_text(end)}."
    return f"De termijn was {date_text(end)}. Dat is {count(-days, 'dag', 'dagen')} geleden."


def starts(start: date, on: date) -> str:
    """When a phase begins that has yet to begin."""
    return f"Dit begint op {date_text(start)}, over {count((start - on).days, 'dag', 'dagen')}."


def internal(received: int, via_board: int, missing: int, required: int) -> str:
    """The three groups add up to the locations."""
    if not required:
        return "Er zijn nog geen locaties ingelezen."
    if required == 1:
        return _internal_of_one(received, via_board)
    told = [f"{some(received, required, 'locaties', 'heeft', 'hebben')} de interne dialoog ingestuurd."]
    if via_board:
        told.append(f"{nl(via_board, 0)} via het schoolbestuur.")
    told.append(f"{nl(missing, 0)} {'moet' if missing == 1 else 'moeten'} nog." if missing else "Er mist geen locatie.")
    return " ".join(told)


def _internal_of_one(received: int, via_board: int) -> str:
    if received:
        return "De interne dialoog is ingestuurd."
    return "De interne dialoog komt via het schoolbestuur." if via_board else "De interne dialoog moet nog."


def joint(done: int, with_flow: int) -> str:
    """How many of the locations with VVE flow had at least one joint dialogue."""
    if not with_flow:
        return "Van geen enkele locatie is doorstroom van kinderen met VVE bekend."
    if with_flow == 1:
        return "Er was een gezamenlijke dialoog." if done else closed_doors(1)
    told = f"{some(done, with_flow, 'locaties met VVE-doorstroom', 'heeft', 'hebben')} een gezamenlijke dialoog."
    return f"{told} {closed_doors(with_flow - done)}" if done < with_flow else told


def closed_doors(n: int) -> str:
    """The locations that the rule is about: VVE flow and nobody to talk with."""
    has = "locatie heeft" if n == 1 else "locaties hebben"
    return f"{nl(n, 0)} {has} wel doorstroom van kinderen met VVE, maar nog geen gezamenlijke dialoog."


def agreed(by_phase: int, done: int, running: int, overdue: int) -> str:
    """What became of the actions: agreed ones (with those in the plan, running and done), done, running, overdue."""
    if not by_phase:
        return "Er zijn nog geen acties afgesproken."
    first = f"{count(by_phase, 'actie', 'acties')} {is_or_are(by_phase)} afgesproken."
    parts = f"{nl(done, 0)} {is_or_are(done)} klaar, {nl(running, 0)} {'loopt' if running == 1 else 'lopen'}"
    return f"{first} {parts} en {nl(overdue, 0)} {is_or_are(overdue)} over de datum."


# ------------------------------------------------------------------------------------------------------- denominators


def mandatory_themes(complete: int, of: int, themes: int, not_asked: int, held: int = 0) -> str:
    """In how many joint dialogues all mandatory themes were discussed; those without known themes are said apart.

    `held` are those of which the themes are known, and not told to who sees counts only.
    """
    if of:
        all_of_them = f"alle {themes} de verplichte thema's" if themes > 1 else "het verplichte thema"
        told = f"In {nl(complete, 0)} van de {nl(of, 0)} gezamenlijke dialogen {is_or_are(themes)} {all_of_them} besproken."
    else:
        told = "" if held else "Er is nog geen gezamenlijke dialoog waarvan we de thema's kennen."
    if held:
        kind = "gesprek" if of else "gezamenlijke dialoog"
        kinds = "gesprekken" if of else "gezamenlijke dialogen"
        told += f" Van {count(held, kind, kinds)} ziet u de thema's niet."
    if not_asked:
        told += f" Bij {count(not_asked, 'gesprek', 'gesprekken')} zijn de thema's niet gevraagd."
    return told.strip()


THEMES_OF_THEN = "U kijkt naar een eerdere dag. Daarom ziet u niet waarover is gesproken."


def themes_held(n: int) -> str:
    """That the themes of some dialogues are not told yet to who sees counts, and when they are."""
    counts = "Deze dialoog telt mee" if n == 1 else "Zij tellen mee"
    return (
        f"Van {count(n, 'dialoog', 'dialogen')} tellen de thema's en acties nog niet mee. "
        f"{counts} als er nieuwe dialogen van genoeg locaties zijn. Zo ziet u niet waarover één dialoog ging."
    )


def pairs(talked: int, of: int) -> str:
    """Pairs with VVE flow that talked: information, no norm."""
    if not of:
        return "Er zijn geen paren met VVE-doorstroom bekend."
    has = some(talked, of, "paren met VVE-doorstroom", "heeft", "hebben")
    return f"{has} een gesprek gehad. Niet elk paar hoeft dat te doen."


# --------------------------------------------------------------------------------------------------------------- flow


def reason(children: Amount, vve: Amount, talked_last_year: bool | None, partner_is_free: bool) -> str:
    """Why this partner: "7 kinderen, 2 met VVE, vorig jaar geen gesprek".

    A hidden number is not printed, and not called small either: it may be hidden for the sake of another one.
    """
    parts = [_children(children)]
    if children.state != SUPPRESSED and (vve.state == SUPPRESSED or vve.known):
        parts.append("aantal met VVE niet getoond" if vve.state == SUPPRESSED else f"{nl(vve.known, 0)} met VVE")
    if talked_last_year is not None:
        parts.append("vorig jaar wel een gesprek" if talked_last_year else "vorig jaar geen gesprek")
    if partner_is_free:
        parts.append("heeft zelf ook nog geen gesprek")
    return ", ".join(parts)


def _children(children: Amount) -> str:
    if children.state == SUPPRESSED:
        return "aantal kinderen niet getoond"
    if children.state != VALUE or children.value is None:
        return "aantal kinderen niet bekend"
    return count(int(children.value), "kind", "kinderen")


NO_PARTNER_KNOWN = "Er is geen andere locatie met doorstroom die nog meedoet"


def change(from_name: str, to_name: str, before: float, now: float) -> str:
    """A flow that is new, ended, grew or shrank."""
    way = f"Van {from_name} naar {to_name}"
    if not before:
        return f"{way}: {count(int(now), 'kind', 'kinderen')}. Vorig jaar was dit er geen."
    if not now:
        return f"{way}: dit jaar geen kinderen. Vorig jaar waren het er {nl(before, 0)}."
    more = "meer" if now > before else "minder"
    return f"{way}: {count(int(now), 'kind', 'kinderen')}, {nl(abs(now - before), 0)} {more} dan vorig jaar."


# -------------------------------------------------------------------------------------------------------------- tasks


def internal_is_late(name: str, has_draft: bool) -> str:
    if has_draft:
        return f"{name} heeft de interne dialoog nog niet verstuurd. Er is wel een concept."
    return f"{name} heeft de interne dialoog nog niet ingestuurd."


def no_partner(name: str, partner: str, why: str, has_draft: bool) -> str:
    """A closed door as a task, with the suggestion."""
    told = f"{name} heeft doorstroom van kinderen met VVE, maar nog geen gezamenlijke dialoog."
    if has_draft:
        return f"{told} Er is wel een concept."
    return f"{told} Mogelijke partner: {partner} ({why})." if partner else f"{told} {why}."


def missing_theme(names: Sequence[str], themes: Sequence[str], is_joint: bool) -> str:
    which = "gezamenlijke" if is_joint else "interne"
    verb = "mist" if len(themes) == 1 else "missen"
    return f"In de {which} dialoog van {listing(names)} {verb} {listing(themes)}."


def action_overdue(text: str, due: date, owners: Sequence[str]) -> str:
    """An action by its own words; those are the user's."""
    who = f"Eigenaar: {listing(owners)}." if owners else "Er is geen eigenaar."
    return f"Actie over de datum: {text} De datum was {date_text(due)}. {who}"


def help_asked(name: str) -> str:
    return f"{name} vraagt hulp."


def likely_double(names: Sequence[str], why: str) -> str:
    return f"Is dit hetzelfde gesprek? Er zijn 2 meldingen van {listing(names)}. {why}"


def became(status: str, result: str) -> str:
    """What became of last year's action, with its result note (the user's words) behind it."""
    told = BECAME.get(status, "De stand is niet bekend.")
    return f"{told} {result}" if result else told


BECAME = {
    "agreed": "Dit is afgesproken, maar nog niet begonnen.",
    "in_year_plan": "Dit staat in het jaarplan.",
    "running": "Dit loopt nog.",
    "done": "Dit is klaar.",
    "dropped": "Dit is vervallen.",
    "proposal": "Dit is weer een voorstel.",
}


# ------------------------------------------------------------------------------------------------------------- series


def city_figure(state: str, year: int | None, reason: str, this_year: int) -> str:
    """Whether the municipality has a figure on one aspect. `year` is the latest year with a figure."""
    if state == VALUE:
        return f"Voor de gemeente is er een cijfer over {year}." if year else "Voor de gemeente is er een cijfer."
    if state == SUPPRESSED:
        return f"Het cijfer voor de gemeente is {TOO_SMALL}."
    if state == NOT_ASKED:
        return "Voor de gemeente is dit niet gevraagd."
    told = "Voor de gemeente ontbreekt een cijfer."
    if year:
        told = f"Voor de gemeente is er over {this_year} geen cijfer. Het laatste cijfer is van {year}."
    return f"{told} Reden: {reason.rstrip('.')}." if reason else told


def location_figures(present: int, suppressed: int, not_asked: int, of: int) -> str:
    """How many locations have a figure: "12 van de 36 locaties hebben een cijfer"."""
    if not of:
        return "Er zijn nog geen locaties ingelezen."
    told = [f"{some(present, of, 'locaties', 'heeft', 'hebben')} een cijfer."]
    if suppressed:
        told.append(f"Bij {count(suppressed, 'locatie', 'locaties')} is het cijfer {TOO_SMALL}.")
    if not_asked:
        told.append(f"Bij {count(not_asked, 'locatie', 'locaties')} is dit niet gevraagd.")
    return " ".join(told)


def figures(present: int, of: int) -> str:
    """ "12 van 36 locaties"."""
    return f"{out_of(present, of)} {'locatie' if of == 1 else 'locaties'}"
