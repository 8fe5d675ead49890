"""What may be typed as the settings of a year, what is wrong, what is asked, and how a new version is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from monitor.dialogues import settings as years
from monitor.dialogues import settings_typed as typing
from monitor.dialogues.settings import CycleSettings
from monitor.dialogues.settings_check import ASK, WRONG, Checked, Usage, check, usage_of
from monitor.dialogues.settings_history import differences, history
from monitor.dialogues.settings_typed import Typed, as_typed
from monitor.store.journal import Journal
from tests.dialogues.build import action, childcare, cycle, internal


@pytest.fixture
def base() -> CycleSettings:
    return years.template(2026, "")


@pytest.fixture
def typed(base) -> Typed:
    return as_typed(base)


def found(checked: Checked, level: str) -> list[tuple[str, str]]:
    return [(r.field, r.message) for r in checked.of(level)]


def with_phase(typed: Typed, number: int, **fields: str) -> Typed:
    phases = list(typed.phases)
    phases[number - 1] = replace(phases[number - 1], **fields)
    return replace(typed, phases=tuple(phases))


def with_areas(typed: Typed, *rows: tuple[str, str]) -> Typed:
    areas = tuple(typing.TypedArea(f"x{n}", label=label, contact_role=role) for n, (label, role) in enumerate(rows))
    return replace(typed, areas=areas)


def with_theme(typed: Typed, row: str, **fields) -> Typed:
    return replace(typed, themes=tuple(replace(t, **fields) if t.row == row else t for t in typed.themes))


# ------------------------------------------------------------------------------------------------- there and back again


def test_what_nobody_changed_stays_as_it_is(base, typed):
    checked = check(typed, base)
    assert checked.remarks == ()
    assert checked.settings == base


def test_the_demo_and_a_moved_year_are_right_too():
    for settings in (years.moved(years.template(2024, "x"), 2028), years.template(2031, "x")):
        assert check(as_typed(settings), settings) == Checked(settings, ())


# ---------------------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "text", ["7-6-2026", "07-06-2026", " 7/6/2026 ", "7.6.2026", "07 06 2026", "7 juni 2026", "7  Juni 2026"]
)
def test_a_day_may_be_written_in_the_usual_ways(base, typed, text):
    checked = check(with_phase(typed, 1, end=text.strip()), base)
    assert checked.settings is not None
    assert checked.settings.phases[0].end == date(2026, 6, 7)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Hier staat nog geen datum."),
        ("2026-06-07", "Deze datum kunnen wij niet lezen."),
        ("7 juni", "Deze datum kunnen wij niet lezen."),
        ("31-06-2026", "Deze dag bestaat niet."),
        ("١-٢-2026", "Deze datum kunnen wij niet lezen."),
        ("01-06-9999", "Deze dag ligt te ver van dialoogjaar 2026."),
    ],
)
def test_a_day_that_is_none_is_named_with_its_field_and_a_remedy(base, typed, text, message):
    checked = check(with_phase(typed, 1, end=text), base)
    assert checked.settings is None
    assert found(checked, WRONG) == [("Fase 1: einde", message)]
    assert checked.remarks[0].remedy


def test_an_end_before_the_begin_is_wrong_and_overlap_is_not(base, typed):
    checked = check(with_phase(typed, 1, start="01-06-2026", end="31-05-2026"), base)
    assert found(checked, WRONG) == [("Fase 1: einde", "Het einde ligt vóór het begin (1 juni 2026).")]
    assert check(with_phase(typed, 1, start="31-05-2026", end="31-05-2026"), base).remarks == ()
    assert check(with_phase(typed, 1, end="30-06-2026"), base).remarks == ()


def test_a_day_outside_the_dialogue_year_is_asked(base, typed):
    checked = check(with_phase(typed, 1, start="15-01-2026"), base)
    assert checked.settings is not None
    assert found(checked, ASK) == [
        ("Fase 1: begin", "Deze dag valt buiten dialoogjaar 2026 (februari 2026 t/m januari 2027).")
    ]
    assert check(with_phase(typed, 6, end="31-01-2027"), base).remarks == ()


# ---------------------------------------------------------------------------------------------------------------- areas


def test_new_areas_get_a_code_of_their_own_and_old_ones_keep_theirs(base, typed):
    renamed = replace(typed.areas[0], label="Binnenstad")
    more = (renamed, typing.TypedArea("n1", label="Centrum"), typing.TypedArea("n2", label="Élan Zuid"))
    settings = check(replace(typed, areas=more), base).settings
    assert settings is not None
    assert [(a.code, a.label) for a in settings.areas] == [
        ("centrum", "Binnenstad"), ("centrum-2", "Centrum"), ("elan-zuid", "Élan Zuid"),
    ]  # fmt: skip


def test_two_areas_with_one_name_and_an_empty_name_are_wrong(base, typed):
    checked = check(with_areas(typed, ("Noord", ""), ("noord ", ""), ("", "")), base)
    assert found(checked, WRONG) == [
        ("Wijk 2: naam", "Wijk 1 heet ook zo."), ("Wijk 3: naam", "Hier staat nog niets."),
    ]  # fmt: skip


@pytest.mark.parametrize("role", ["jan.devries@gemeente.nl", "Anneke de Vries", "J. Jansen", "bel 06-12345678"])
def test_a_person_as_contact_is_asked_about(base, typed, role):
    checked = check(with_areas(typed, ("Noord", role)), base)
    assert [field for field, _ in found(checked, ASK)] == ["Wijk 1: contactrol"]
    assert checked.settings is not None


@pytest.mark.parametrize("role", ["", "Contactpersoon Jonge Kind Noord", "Wijkcoördinator", "Medewerker VVE Onderwijs"])
def test_a_role_as_contact_is_fine(base, typed, role):
    assert check(with_areas(typed, ("Noord", role)), base).remarks == ()


def test_an_area_with_locations_does_not_vanish_silently(base, typed):
    checked = check(typing.without_area(typed, "a0"), base, Usage(locations={"centrum": 3}))
    assert found(checked, ASK) == [("Wijk Centrum", "3 locaties horen nog bij deze wijk.")]
    assert check(typing.without_area(typed, "a0"), base).remarks == ()


# --------------------------------------------------------------------------------------------------------------- themes


def test_a_theme_with_answers_does_not_vanish_silently(base, typed):
    gone = typing.without_theme(typed, "t0")
    checked = check(gone, base, Usage(dialogues={base.themes[0].code: 12}, actions={base.themes[0].code: 1}))
    assert found(checked, ASK) == [
        (f"Thema {base.themes[0].label}", "12 dialogen en 1 actie gaan over dit thema.")
    ]  # fmt: skip
    assert check(gone, base).remarks == ()


def test_what_rests_on_the_settings_is_counted():
    place = childcare("k1", "noord")
    year = cycle([place], dialogues=[internal(place, "05-04", ["a", "b"])], actions=[action("x", theme="b")])
    assert usage_of(year) == Usage({"a": 1, "b": 1}, {"b": 1}, {"noord": 1})


def test_a_new_theme_gets_a_code_and_goes_with_its_parts(base, typed):
    more = with_theme(typing.with_theme(typed, "n1"), "n1", label="  Samen  spelen ", aliases="spel;\nSpelen; spel")
    more = with_theme(typing.with_theme(more, "n2", "n1"), "n2", label="Buiten")
    settings = check(more, base).settings
    assert settings is not None
    theme, part = settings.themes[-2:]
    assert (theme.code, theme.slug, theme.label, theme.short) == (
        "samen_spelen", "samen-spelen", "Samen spelen", "Samen spelen"
    )  # fmt: skip
    assert theme.aliases == ("spel", "Spelen")
    assert (part.code, part.parent, part.mandatory) == ("buiten", "samen_spelen", False)
    assert settings.theme_of("SPEL") == "samen_spelen"


def test_a_word_for_two_themes_is_wrong(base, typed):
    checked = check(with_theme(typed, "t1", aliases="leerlijn"), base)
    assert [field for field, _ in found(checked, WRONG)] == ["Thema 3, onderdeel 1: andere schrijfwijzen"]
    assert "thema 2" in checked.remarks[0].message


def test_no_theme_is_wrong_and_no_mandatory_theme_is_asked(base, typed):
    assert found(check(replace(typed, themes=()), base), WRONG) == [("Thema's", "Er is geen enkel thema.")]
    free = replace(typed, themes=tuple(replace(t, mandatory=False) for t in typed.themes))
    assert found(check(free, base), ASK) == [("Thema's", "Geen enkel thema is verplicht.")]


def test_themes_move_with_their_parts_and_stay_within_the_ends(base, typed):
    up = typing.moved_theme(typed, "t2", -1)
    settings = check(up, base).settings
    assert settings is not None
    assert [t.code for t in settings.main_themes] == [base.main_themes[i].code for i in (0, 2, 1)]
    parts = [t for t in settings.themes if t.parent]
    assert settings.themes.index(parts[0]) == 2
    assert typing.moved_theme(typed, "t0", -1) == typed


# --------------------------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("field", "text", "name"),
    [
        ("min_children", "0", "Kleinste aantal kinderen"),
        ("min_children", "vijf", "Kleinste aantal kinderen"),
        ("min_locations", "", "Kleinste aantal locaties"),
        ("notable_change", "-50", "Opvallende verandering"),
        ("delta", "0", "Kleinste verschil dat telt"),
        ("delta", "1e5", "Kleinste verschil dat telt"),
    ],
)
def test_a_limit_that_is_no_number_in_range_is_wrong(base, typed, field, text, name):
    checked = check(replace(typed, **{field: text}), base)
    assert [where for where, _ in found(checked, WRONG)] == [name]


def test_limits_may_have_a_comma_a_point_or_a_percent_sign(base, typed):
    settings = check(replace(typed, notable_change="37,5%", delta="0.3", min_children="10"), base).settings
    assert settings is not None
    assert (settings.notable_change, settings.delta, settings.min_children) == (0.375, 0.3, 10)


# -------------------------------------------------------------------------------------------------------------- history


def test_a_version_says_in_words_what_it_changed(base, typed):
    other = with_phase(replace(typed, min_children="8", municipality_label="Voorbeeldstad"), 1, end="07-06-2026")
    other = typing.without_area(with_theme(typing.with_theme(other, "n"), "n", label="Taal", mandatory=True), "a0")
    after = check(with_theme(other, "t1", mandatory=False), base).settings
    assert after is not None
    assert list(differences(base, after)) == [
        "Naam van de gemeente: was Uw gemeente, is nu Voorbeeldstad.",
        "Kleinste aantal kinderen: was 5, is nu 8.",
        "Interne dialoog: was 1 maart 2026 t/m 31 mei 2026, is nu 1 maart 2026 t/m 7 juni 2026.",
        "Wijk weg: Centrum.",
        "Thema erbij: Taal.",
        f"Thema {base.themes[1].label} is nu niet verplicht.",
    ]


def test_every_version_stays_newest_first(tmp_path: Path, base):
    journal = Journal(tmp_path)
    years.save(journal, "own", base, by="coördinator")
    years.save(journal, "own", replace(base, min_children=8))
    years.save(journal, "demo", replace(base, min_children=9))
    years.save(journal, "own", replace(base, year=2027))
    journal.append(years.STREAM, {"origin": "own", "settings": {"year": 2026}})
    newest, first = history(journal, "own", "", 2026)
    assert (first.number, first.by, first.changes) == (1, "coördinator", ())
    assert (newest.number, newest.changes) == (2, ("Kleinste aantal kinderen: was 5, is nu 8.",))
    assert newest.settings.min_children == 8
