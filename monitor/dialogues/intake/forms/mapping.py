"""What each column of one form is: the tool's own, about persons, known from before, recognised, chosen, or unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.dialogues.intake.forms import profiles
from monitor.dialogues.intake.forms.fields import IGNORE, LOCATION, PARTNERS, REPORTER, theme_of
from monitor.dialogues.intake.forms.headings import Heading, normalised
from monitor.dialogues.intake.forms.profiles import Profile
from monitor.dialogues.intake.forms.proposals import Proposal
from monitor.dialogues.intake.forms.table import FormTable
from monitor.dialogues.intake.forms.tools import OTHER, PERSONAL, ROLES, FormColumns
from monitor.ingest.columns import Column
from monitor.ingest.privacy import private_header, private_values

SAMPLE_ROWS = 1_000
BY_TOOL, BY_PROFILE, RECOGNISED, CHOSEN = "tool", "profile", "recognised", "chosen"
HOW_LABELS = {BY_TOOL: "vast onderdeel van de export", BY_PROFILE: "zoals de vorige keer", RECOGNISED: "herkend",
              CHOSEN: "door u gekozen", PERSONAL: "gegevens van personen"}  # fmt: skip


@dataclass
class Mapped:
    """The columns of a form. `fields` and `how` go by column; `profiles` are those that knew every question."""

    fields: dict[int, str] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)
    personal: list[Heading] = field(default_factory=list)
    unknown: list[Heading] = field(default_factory=list)
    suggestions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    profiles: list[Profile] = field(default_factory=list)
    questions: list[Heading] = field(default_factory=list)

    def put(self, heading: Heading, found: str, how: str) -> None:
        self.fields[heading.index], self.how[heading.index] = found, how

    def columns_of(self, wanted: str) -> list[int]:
        return [index for index, found in self.fields.items() if found == wanted]

    def to_keep(self) -> dict[str, str]:
        """Key of a heading -> field, of all questions: what a profile remembers."""
        return {h.key: self.fields[h.index] for h in self.questions if h.index in self.fields}


def own_columns(table: FormTable, columns: FormColumns, chosen: Mapping[str, str], private: Sequence[Column]) -> Mapped:
    """The columns that are no question: the tool's own, those about persons, and those that the user chose.

    A second "Naam" is a question of the form itself, which may well ask for the name of the location: that is asked.
    """
    mapped = Mapped()
    wanted = {normalised(name): found or IGNORE for name, found in chosen.items()}
    for heading in table.headings:
        role = columns.role(table.tool or OTHER, heading.stem) if heading.ordinal == 1 else None
        if heading.name and normalised(heading.name) in wanted:
            mapped.put(heading, wanted[normalised(heading.name)], CHOSEN)
            mapped.questions.append(heading)
        elif role in (*ROLES, IGNORE):
            mapped.put(heading, str(role), BY_TOOL)
        elif role == PERSONAL or _persons(table, heading, private):
            mapped.personal.append(heading)
            mapped.put(heading, IGNORE, PERSONAL)
        else:
            mapped.questions.append(heading)
    return mapped


def _persons(table: FormTable, heading: Heading, private: Sequence[Column]) -> bool:
    """Whether the cells of a column look like addresses or numbers of persons."""
    return private_values([cells[heading.index] for _, cells in table.rows[:SAMPLE_ROWS]], private) is not None


def map_questions(
    mapped: Mapped, known: Sequence[Profile], proposals: Mapping[int, Proposal], fields: Mapping[str, str], year: int,
    private: Sequence[Column],
) -> None:  # fmt: skip
    """Give every question a field: chosen, as before, or recognised; what is left is unknown, with suggestions.

    A profile that knows every question of this form decides. When it is of another year, or does not know all of them,
    repeated questions without a theme are only suggested: their order may have changed.
    """
    still = [h for h in mapped.questions if h.index not in mapped.fields]
    first = known[0] if known else None
    whole = first is not None and first.covered(mapped.questions) == len(mapped.questions)
    if whole:
        mapped.profiles = [p for p in known if p.covered(mapped.questions) == len(mapped.questions)]
    for heading in still:
        before = first.field_of(heading) if first else None
        proposal = proposals.get(heading.index)
        if (
            first
            and before is not None
            and before in fields
            and _may_use(heading, before, whole and first.year == year)
        ):
            mapped.put(heading, before, BY_PROFILE)
        elif proposal and proposal.is_sure and proposal.field in fields:
            mapped.put(heading, proposal.field, RECOGNISED)
        elif private_header(heading.name, private):
            mapped.personal.append(heading)
            mapped.put(heading, IGNORE, PERSONAL)
        else:
            mapped.unknown.append(heading)
            offered = [f for f in (before, proposal.field if proposal else None) if f is not None and f in fields]
            if offered:
                mapped.suggestions[heading.name] = tuple(dict.fromkeys(offered))
    personal = {h.index for h in mapped.personal}
    mapped.questions = [h for h in mapped.questions if h.index not in personal]
    if not mapped.columns_of(LOCATION):
        _ask_where(mapped)


def _ask_where(mapped: Mapped) -> None:
    """Without a location, ask about the columns that name one: a form may ask only on whose behalf it is filled in."""
    for heading in mapped.questions:
        found = mapped.fields.get(heading.index)
        if found in (REPORTER, PARTNERS) and mapped.how[heading.index] != CHOSEN:
            del mapped.fields[heading.index], mapped.how[heading.index]
            mapped.unknown.append(heading)
            mapped.suggestions[heading.name] = (LOCATION,) if found == REPORTER else (found,)
    mapped.unknown.sort(key=lambda heading: heading.index)


def _may_use(heading: Heading, found: str | None, is_this_form: bool) -> bool:
    """A repeated question says nothing of its theme: only a profile of this very form may tell."""
    return is_this_form or not (heading.is_repeated and theme_of(found or ""))


def known_profiles(
    all_profiles: Sequence[Profile], tool: str | None, mapped: Mapped, year: int, wanted: str | None
) -> list[Profile]:
    """The profiles that may help with this form; the one that was asked for when there is one."""
    if wanted is not None:
        return [p for p in all_profiles if p.profile_id == wanted][:1]
    return profiles.best(all_profiles, tool, mapped.questions, year)
