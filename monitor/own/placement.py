"""Where an own score may be drawn: on the national axis, apart as indicative, or not beside it; and why.

Only the same instrument in the same version, seen by a certified or trained observer, goes on the national axis. Nothing
is ever rescaled.
"""

from __future__ import annotations

from monitor.catalogue import spelling
from monitor.own.instruments import OTHER, UNKNOWN_OBSERVER, Instruments
from monitor.own.records import APART, AXIS, OFF, SAME, OwnScore, Placement
from monitor.own.records import OTHER as OTHER_VERSION
from monitor.own.records import UNKNOWN as UNKNOWN_VERSION

USE_IT = "Gebruik uw score wel voor het gesprek."
REASONS = {
    "NO_NATIONAL": "Er zijn geen landelijke scores om uw score naast te zetten. Lees ze in bij Gegevens en methode.",
    "PARTS": "Landelijk is deze opvang in delen gemeten. Kies het deel waar uw groep bij hoort.",
    "HIDDEN": f"Landelijk is er te weinig gemeten om te tonen. {USE_IT}",
    "NO_INSTRUMENT": "Noem eerst het instrument. Dan zien we of u de getallen naast elkaar mag leggen.",
    "NATIONAL_UNKNOWN": "De landelijke cijfers noemen geen instrument. Zet het erbij als u ze inleest (kolom instrument).",
    "OTHER_VERSION": "Uw score komt uit een andere versie van het instrument. U kunt de getallen niet naast elkaar leggen. "
    + USE_IT,
    "UNKNOWN_VERSION": "We weten niet of u dezelfde versie gebruikt. Daarom is deze score indicatief, en staat hij apart.",
}


def place(
    own: OwnScore,
    national: tuple[str, str] | None,
    instruments: Instruments,
    *,
    assume: bool = False,
    missing: str = "NO_NATIONAL",
) -> Placement:
    """The placement of one own score beside the national cell with this (instrument, version); None: no national scores,
    and `missing` says why (NO_NATIONAL, PARTS, HIDDEN).

    `assume` takes a version and an observer that were not told as the national version and a certified observer, and says
    so: for the command line, which cannot ask.
    """
    if national is None:
        return _off(missing)
    if not own.instrument:
        return _off("NO_INSTRUMENT")
    name, version = national
    known = instruments.code_of(name)
    if not known:
        return _off("NATIONAL_UNKNOWN")
    is_part = own.instrument != known and _is_one_of(own.instrument, name, instruments)
    national_kind = instruments.instruments.get(known)
    if (
        own.instrument == OTHER
        or not (is_part or own.instrument == known)
        or not (national_kind and national_kind.is_national)
    ):
        return _other_instrument(own.instrument, name, instruments)
    assumed = []
    same = own.same_version if is_part else same_version(own, version, instruments.variant_of(name))
    if same == UNKNOWN_VERSION and assume and not own.version:
        same, assumed = SAME, ["dezelfde versie"]
    if same == OTHER_VERSION:
        return _off("OTHER_VERSION")
    observer = own.observer
    if not observer and assume:
        observer = next(o.code for o in instruments.observers.values() if o.is_trained)
        assumed.append(instruments.observers[observer].label[0].lower() + instruments.observers[observer].label[1:])
    told = f"Aangenomen: {' en '.join(assumed)}. Klopt dat niet? Geef het dan op." if assumed else ""
    who = instruments.observers.get(observer) or instruments.observers[UNKNOWN_OBSERVER]
    if not who.is_trained:
        return Placement(APART, f"OBSERVER_{who.code.upper()}", who.reason, told)
    if same == UNKNOWN_VERSION:
        return Placement(APART, "UNKNOWN_VERSION", REASONS["UNKNOWN_VERSION"], told)
    return Placement(AXIS, "SAME_INSTRUMENT", "Zelfde instrument, zelfde versie en een geschoolde observator.", told)


def same_version(own: OwnScore, national_version: str, variant: str = "") -> str:
    """SAME, OTHER or UNKNOWN: what is told counts when both name a version, else what the user answered.

    `variant` is what the name of the national instrument adds to it, such as an age group. The own version may tell the one,
    the other or both; when it tells only one of two, the rest is what the user answered.
    """
    asked = [spelling(part) for part in (variant, national_version) if part.strip()]
    told = spelling(own.version)
    if not told or not asked:
        return own.same_version
    if told in ("_".join(asked), "_".join(reversed(asked))):
        return SAME
    is_number = not any(sign.isalpha() for sign in told)
    tells_other_half = is_number and not national_version.strip()  # a version, where only an age group is known
    return own.same_version if told in asked or tells_other_half else OTHER_VERSION


def _is_one_of(code: str, national_name: str, instruments: Instruments) -> bool:
    """Whether the national name is of several instruments, this one among them ("ITERS-R / ECERS-R")."""
    mine = instruments.instruments.get(code)
    return mine is not None and spelling(mine.label) in spelling(national_name) and mine.is_national


def _off(code: str) -> Placement:
    return Placement(OFF, code, REASONS[code])


def _other_instrument(code: str, national_name: str, instruments: Instruments) -> Placement:
    """Why another instrument does not stand beside the national figures: its own reason, else the two names."""
    mine = instruments.instruments.get(code, instruments.instruments[OTHER])
    told = mine.reason or f"De landelijke score komt uit een ander instrument: {national_name}."
    return Placement(OFF, "OTHER_INSTRUMENT", told if USE_IT in told or "gesprek" in told else f"{told} {USE_IT}")
