"""How the audit trail calls what happened, in Dutch. It names files, years and codes, never what somebody wrote."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from monitor.store.journal import Entry
from monitor.store.state import ACTIVE, RETIRED

LABELS = {
    "export": "Bestand opgehaald", "refusal": "Geweigerd", "sign_in": "Aangemeld", "sign_out": "Afgemeld",
    "people": "Rollen veranderd", "restored": "Werkmap teruggezet",
    "cycles": "Dialoogjaar ingericht", "submissions": "Formulier verstuurd",
    "actions": "Actie veranderd", "doubles": "Besloten over dubbele dialoog", "quotes": "Citaat gekozen of weggehaald",
    "tags": "Label gezet of weggehaald", "profiles": "Kolommen van een formulier onthouden",
    "drafts": "Concept bewaard", "consultations": "Overleg veranderd", "dataset": "Gegevens ingelezen of weggehaald",
    "mapping": "Woorden onthouden", "compact": "Bestanden samengevoegd",
}  # fmt: skip
KEPT_OR_GONE = {ACTIVE: "ingelezen:", RETIRED: "uit gebruik:"}


def about_change(stream: str, entry: Entry) -> str:
    """What an entry of the journal or the log is about."""
    name, _, code = stream.partition("/")
    told = ABOUT[name](entry) if name in ABOUT else code
    return " ".join(part for part in (told if isinstance(told, str) else " ".join(map(str, told))).split())


def _of_year(entry: Entry, *more: Any) -> list[Any]:
    return [entry.get("municipality") or "", entry.get("year") or "", *more]


def _settings(entry: Entry) -> list[Any]:
    settings = entry.get("settings", {})
    return [settings.get("municipality") or "", settings.get("year") or ""]


def _dataset(entry: Entry) -> list[Any]:
    found = entry.get("dataset", {})
    return [
        KEPT_OR_GONE.get(found.get("status", ""), ""),
        found.get("file_name") or found.get("label", ""),
        found.get("dataset_id", ""),
    ]


ABOUT: dict[str, Callable[[Entry], Any]] = {
    "cycles": _settings,
    "submissions": lambda e: _of_year(e, e.get("dialogue", {}).get("dialogue_id", "")),
    "actions": lambda e: _of_year(e, e.get("action", {}).get("action_id", "")),
    "doubles": lambda e: e.get("pair", ()),
    "quotes": _of_year,
    "tags": lambda e: _of_year(e, e.get("dialogue_id", "")),
    "profiles": lambda e: [e.get("profile_id", "")],
    "drafts": _of_year,  # not the id: who has it may open the form
    "dataset": _dataset,
    "mapping": lambda e: [len(e.get("mappings", ()))],
    "compact": lambda e: [e.get("table", "")],
}
