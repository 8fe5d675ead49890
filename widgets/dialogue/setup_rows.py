"""The fields of Inrichten, part by part. Each part returns what is typed now; nothing is checked here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from monitor.catalogue import Catalogue
from monitor.dialogues import settings_typed as typing
from monitor.dialogues.settings_typed import Typed, TypedTheme
from widgets.chart_block import paragraph
from widgets.dialogue.setup_copy import Copy, fold, new_row, now, several, text, tick, unfold
from widgets.url import as_text

NEW_THEME = "nieuw thema"


def names(copy: Copy) -> Typed:
    typed = copy.typed
    return replace(
        typed,
        municipality_label=text(copy, "", "municipality", "Naam van de gemeente", typed.municipality_label),
        dialogue_name=text(copy, "", "dialogue", "Naam van de dialoog", typed.dialogue_name),
    )


def phases(copy: Copy) -> Typed:
    paragraph("Schrijf een datum als dag-maand-jaar. Fasen mogen elkaar overlappen. Beide dagen tellen mee.")
    found = []
    for number, phase in enumerate(copy.typed.phases, start=1):
        name, begin, end = st.columns([2, 1, 1])
        with name:
            label = text(copy, phase.row, "label", f"Fase {number}: naam", phase.label)
        with begin:
            start = text(copy, phase.row, "start", f"Fase {number}: begin", phase.start)
        with end:
            last = text(copy, phase.row, "end", f"Fase {number}: einde", phase.end)
        found.append(replace(phase, label=label, start=start, end=last))
    return replace(copy.typed, phases=tuple(found))


def areas(copy: Copy) -> Typed:
    paragraph("Noem bij elke wijk een rol, en geen naam van een persoon. Die rol staat bij wat er te doen is.")
    found = []
    for number, area in enumerate(copy.typed.areas, start=1):
        left, middle, right = st.columns([2, 3, 1], vertical_alignment="bottom")
        with left:
            label = text(copy, area.row, "label", f"Wijk {number}: naam", area.label)
        with middle:
            role = text(copy, area.row, "role", f"Wijk {number}: contactrol", area.contact_role)
        right.button(
            f"Haal wijk {number} weg", key=copy.key(area.row, "remove"), on_click=_change,
            args=(copy, lambda typed, row=area.row: typing.without_area(typed, row)),
        )  # fmt: skip
        found.append(replace(area, label=label, contact_role=role))
    st.button("Voeg een wijk toe", key=copy.key("", "area"), on_click=_change, args=(copy, _new_area))
    return replace(copy.typed, areas=tuple(found))


def themes(copy: Copy, catalogue: Catalogue) -> Typed:
    paragraph(
        "De volgorde hier is de volgorde op elk scherm en in elk verslag. "
        "Met andere schrijfwijzen herkennen wij een thema in een vragenlijst."
    )
    found: list[TypedTheme] = []
    main = copy.typed.under("")
    for number, theme in enumerate(main, start=1):
        part = fold(copy, theme.row, number, as_text(f"Thema {number}: {copy.titles.get(theme.row, NEW_THEME)}"))
        if not part.open:
            found += [_closed(copy, one) for one in (theme, *copy.typed.under(theme.row))]
            continue
        with part:
            found.append(_theme(copy, theme, catalogue))
            found.extend(_parts(copy, theme, number))
            _theme_buttons(copy, theme, number, len(main))
    st.button("Voeg een thema toe", key=copy.key("", "theme"), on_click=_new_theme, args=(copy,))
    return replace(copy.typed, themes=tuple(found))


def _closed(copy: Copy, theme: TypedTheme) -> TypedTheme:
    """A theme that was just closed, with what was typed in it until then."""
    names = ("label", "short", "mandatory", "description", "aliases")
    kept = {name: now(copy, theme.row, name, getattr(theme, name)) for name in names}
    return replace(theme, **kept, measures=tuple(now(copy, theme.row, "measures", theme.measures)))


def _theme(copy: Copy, theme: TypedTheme, catalogue: Catalogue) -> TypedTheme:
    row = theme.row
    options = {code: measure.label for code, measure in catalogue.measures.items()}
    options |= {code: code for code in theme.measures if code not in options}
    return replace(
        theme,
        label=text(copy, row, "label", "Naam van het thema", theme.label),
        short=text(copy, row, "short", "Korte naam, voor tabellen", theme.short),
        mandatory=tick(copy, row, "mandatory", "Verplicht in elke dialoog", theme.mandatory),
        description=text(copy, row, "description", "Korte beschrijving", theme.description, area=True),
        aliases=text(
            copy, row, "aliases", "Andere schrijfwijzen, met een puntkomma ertussen", theme.aliases, area=True
        ),
        measures=tuple(
            several(copy, row, "measures", "Landelijke onderdelen ernaast", list(theme.measures), options)
        ),
    )  # fmt: skip


def _parts(copy: Copy, theme: TypedTheme, number: int) -> list[TypedTheme]:
    """The sub-topics of a theme: a name and its other spellings."""
    found = []
    for part, sub in enumerate(copy.typed.under(theme.row), start=1):
        left, middle, right = st.columns([5, 6, 4], vertical_alignment="bottom")
        with left:
            label = text(copy, sub.row, "label", f"Onderdeel {part}: naam", sub.label)
        with middle:
            aliases = text(copy, sub.row, "aliases", f"Onderdeel {part}: andere schrijfwijzen", sub.aliases)
        right.button(
            f"Haal onderdeel {part} weg", key=copy.key(sub.row, "remove"), on_click=_change,
            args=(copy, lambda typed, row=sub.row: typing.without_theme(typed, row)),
        )  # fmt: skip
        short = sub.short if label == sub.label else label
        found.append(replace(sub, label=label, aliases=aliases, short=short))
    st.button(
        f"Voeg een onderdeel toe aan thema {number}", key=copy.key(theme.row, "part"), on_click=_change,
        args=(copy, lambda typed: typing.with_theme(typed, new_row(), theme.row)),
    )  # fmt: skip
    return found


def _theme_buttons(copy: Copy, theme: TypedTheme, number: int, last: int) -> None:
    with st.container(horizontal=True):
        for label, steps, possible in (("hoger", -1, number > 1), ("lager", 1, number < last)):
            st.button(
                f"Zet thema {number} {label}", key=copy.key(theme.row, label), disabled=not possible, on_click=_change,
                args=(copy, lambda typed, steps=steps: typing.moved_theme(typed, theme.row, steps)),
            )  # fmt: skip
        st.button(
            f"Haal thema {number} weg", key=copy.key(theme.row, "remove"), on_click=_change,
            args=(copy, lambda typed: typing.without_theme(typed, theme.row)),
        )  # fmt: skip


def limits(copy: Copy) -> Typed:
    typed = copy.typed
    left, right = st.columns(2)
    with left:
        children = text(copy, "", "children", "Kleinste aantal kinderen", typed.min_children)
        paragraph("Bij minder kinderen tonen wij geen aantal.", "kib-subline")
        locations = text(copy, "", "locations", "Kleinste aantal locaties", typed.min_locations)
        paragraph("Een wijk met minder locaties staat in verslagen niet apart.", "kib-subline")
        delta = text(copy, "", "delta", "Kleinste verschil dat telt", typed.delta)
        paragraph("In punten op de landelijke schaal. Een kleiner verschil noemen wij klein.", "kib-subline")
    with right:
        change = text(copy, "", "change", "Opvallende verandering (in procenten)", typed.notable_change)
        paragraph("Zo veel meer of minder kinderen dan vorig jaar valt op bij de doorstroom.", "kib-subline")
        partner = text(copy, "", "partner", "Geen gesprekspartner vanaf", typed.no_partner_from)
        paragraph("Vanaf deze dag zeggen wij welke locaties nog geen gesprekspartner hebben.", "kib-subline")
    return replace(
        typed,
        min_children=children,
        min_locations=locations,
        notable_change=change,
        no_partner_from=partner,
        delta=delta,
    )


# ------------------------------------------------------------------------------------------------ rows come, go and move


def _change(copy: Copy, change: Callable[[Typed], Typed]) -> None:
    copy.typed = change(copy.typed)


def _new_area(typed: Typed) -> Typed:
    return typing.with_area(typed, new_row())


def _new_theme(copy: Copy) -> None:
    row = new_row()
    copy.typed = typing.with_theme(copy.typed, row)
    unfold(copy, row)
