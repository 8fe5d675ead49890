"""Locations from the national registers. Layouts as the registers write them; everything in them is invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.dialogues import settings as years
from monitor.ingest import import_file
from monitor.store.journal import Journal
from monitor.store.workspace import Workspace
from tests.dialogues.lists import CATALOGUE, cycle, good, put

LRK_HEADER = (
    "lrk_id;type_oko;opc;actuele_naam_oko;aantal_kindplaatsen;ve;status;inschrijfdatum;opvanglocatie_adres;"
    "opvanglocatie_postcode;opvanglocatie_woonplaats;bag_id;naam_houder;kvk_nummer_houder;vestigingsnummer_houder;"
    "rechtsvorm_houder;start_geschillencommissie;einde_geschillencommissie;houder_adres;houder_postcode;"
    "houder_woonplaats;houder_buitenland;correspondentie_adres;correspondentie_postcode;correspondentie_woonplaats;"
    "correspondentie_buitenland;contact_persoon;contact_telefoon;contact_emailadres;contact_website;cbs_code;"
    "verantwoordelijke_gemeente;gastouderbureau_1;gastouderbureau_2;lrk_url"
)
DUO_HEADER = (
    "PROVINCIE,BEVOEGD GEZAG NUMMER,INSTELLINGSCODE,VESTIGINGSCODE,VESTIGINGSNAAM,STRAATNAAM,HUISNUMMER-TOEVOEGING,"
    "POSTCODE,PLAATSNAAM,GEMEENTENUMMER,GEMEENTENAAM,DENOMINATIE,TELEFOONNUMMER,INTERNETADRES"
)


def lrk_row(lrk_id: str, kind: str, name: str, *, status="Ingeschreven", ve="", address="Dorpsstraat 12-A", town="Aadorp",
            code="0999") -> str:  # fmt: skip
    known = {
        "lrk_id": lrk_id, "type_oko": kind, "opc": "Nee", "actuele_naam_oko": name, "aantal_kindplaatsen": "32", "ve": ve,
        "status": status, "inschrijfdatum": "01-01-2015", "opvanglocatie_adres": address,
        "opvanglocatie_postcode": "9999ZZ", "opvanglocatie_woonplaats": "'s-Aadorp", "bag_id": "0999010000492877",
        "naam_houder": "Stichting Voorbeeld", "kvk_nummer_houder": "01234567", "contact_persoon": "'P. Verzonnen'",
        "contact_telefoon": "0201234567", "contact_emailadres": "p@voorbeeld.example", "cbs_code": code,
        "verantwoordelijke_gemeente": town,
    }  # fmt: skip
    return ";".join(known.get(column, "") for column in LRK_HEADER.split(";"))


def lrk(*rows: str) -> str:
    return "\r\n".join([LRK_HEADER, *rows]) + "\r\n"


def duo(*rows: str) -> str:
    return "\r\n".join([DUO_HEADER, *rows]) + "\r\n"


def duo_row(brin: str, branch: str, name: str, number: str = "7-B", town: str = "AADORP", code: str = "0999") -> str:
    place = f"{name},Kerkstraat,{number},9999 ZX,AADORP,{code},{town}"
    return f"Overijssel,01234,{brin},{branch},{place},Openbaar,0201234567,www.x.example"


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("kind", ["auto", "locations"])
def test_childcare_locations(workspace, encoding, kind):
    text = lrk(
        lrk_row("012345678", "KDV", "Kinderopvang 't Ééntje", ve="Ja"),
        lrk_row("112345678", "BSO", "Kinderopvang 't Ééntje", address="Laan van 1940 7"),
        lrk_row("212345678", "KDV", "De Oude", status="Uitgeschreven"),
    )
    report = good(workspace, text, encoding=encoding, kind=kind)
    assert (report.kind, report.rows_kept) == ("locations", 3)
    by_id = cycle(workspace).by_id
    first = by_id["lrk-012345678"]
    assert (first.name, first.kind, first.lrk_id, first.postcode, first.house_number, first.has_ve) == (
        "Kinderopvang 't Ééntje", "childcare", "012345678", "9999ZZ", "12", True,
    )  # fmt: skip
    assert (first.organisation, first.area, first.is_active) == ("Stichting Voorbeeld", "", True)
    assert by_id["lrk-112345678"].house_number == "7"
    assert len(by_id["lrk-112345678"].care_types) == 1
    assert not by_id["lrk-212345678"].is_active
    assert any("staan er meer dan één keer in: Kinderopvang 't Ééntje." in note for note in report.notes)


def test_contact_columns_are_left_out_and_childminders_too(workspace):
    text = lrk(lrk_row("1", "KDV", "De Kikker"), lrk_row("2", "VGO", "P. Verzonnen"), lrk_row("3", "GOB", "Bureau"))
    report = good(workspace, text)
    assert list(cycle(workspace).by_id) == ["lrk-1"]
    assert "Van gastouders en gastouderbureaus slaan we 2 regels over." in report.notes
    (told,) = (note for note in report.notes if "contact_persoon" in note)
    assert "contact_telefoon" in told
    assert not any("Verzonnen'" in cell or "@" in cell for row in report.preview for cell in row)
    kept = b"".join(path.read_bytes() for path in workspace.folder.rglob("*.parquet"))
    assert b"Verzonnen" not in kept


def test_several_municipalities_are_asked_about(workspace):
    text = lrk(lrk_row("1", "KDV", "Een"), lrk_row("2", "KDV", "Twee", town="Beestad", code="0111"))
    report = put(workspace, text)
    assert [p.code for p in report.problems] == ["which_municipality"]
    asked = ("register_municipality", "verantwoordelijke_gemeente")
    assert report.suggestions[asked] == ("Aadorp", "Beestad")
    assert put(workspace, text, values={asked: "Beestad"}).kept
    assert list(cycle(workspace).by_id) == ["lrk-2"]
    assert put(workspace, text.replace("Twee", "Twee nieuw"), "b.csv").kept


@pytest.mark.parametrize("town", ["Beestad", "beestad", "0111", "GM0111", "111"])
def test_a_municipality_by_name_or_number(workspace, town):
    text = lrk(lrk_row("1", "KDV", "Een"), lrk_row("2", "KDV", "Twee", town="Beestad", code="0111"))
    report = good(workspace, text, values={("register_municipality", "verantwoordelijke_gemeente"): town})
    assert report.rows_kept == 1
    assert "Van andere gemeenten slaan we 1 regel over." in report.notes


def test_the_municipality_of_the_command_is_also_where_the_rows_belong(workspace):
    text = lrk(lrk_row("1", "KDV", "Een"), lrk_row("2", "KDV", "Twee", town="Beestad", code="0111"))
    good(workspace, text, municipality="Beestad")
    assert list(cycle(workspace, municipality="beestad").by_id) == ["lrk-2"]


def test_a_municipality_that_is_not_in_the_register(workspace):
    report = put(workspace, lrk(lrk_row("1", "KDV", "Een")), municipality="Aadorpp")
    assert "gemeente 'aadorpp' staat niet in dit bestand." in report.problems[0].message
    assert next(iter(report.suggestions.values())) == ("Aadorp",)


def test_schools(workspace):
    text = duo(
        duo_row("02TE", "02TE00", "De Eik"), duo_row("02TE", "0", "De Wilg"), duo_row("03AB", "1", "De Berk", "53-A"),
        duo_row("04AB", "04AB00", "Elders", town="BEESTAD", code="0111"),
    )  # fmt: skip
    report = put(workspace, text, municipality="Aadorp")
    assert [p.code for p in report.problems] == ["duplicate"]  # suffix 0 of 02TE is 02TE00, with another name
    good(workspace, text.replace("02TE,0,De Wilg", "02TE,1,De Wilg"), municipality="Aadorp")
    places = cycle(workspace, municipality="aadorp").by_id
    assert list(places) == ["02TE00", "02TE01", "03AB01"]
    berk = places["03AB01"]
    assert (berk.kind, berk.brin_vestiging, berk.house_number, berk.postcode, berk.organisation) == (
        "school", "03AB01", "53", "9999ZX", "01234",
    )  # fmt: skip


def test_an_own_list_adds_the_area_and_a_newer_register_keeps_it(workspace):
    good(workspace, lrk(lrk_row("1", "KDV", "Een", ve="Ja")))
    good(workspace, "code;naam;soort;wijk;aanlevering\nlrk-1;Een;opvang;Centrum;schoolbestuur\n", "b.csv")
    place = cycle(workspace).by_id["lrk-1"]
    assert (place.area, place.postcode, place.has_ve, place.via_board) == ("centrum", "9999ZZ", True, True)
    good(workspace, lrk(lrk_row("1", "KDV", "Een anders", ve="Ja")), "c.csv")
    place = cycle(workspace).by_id["lrk-1"]
    assert (place.name, place.area, place.via_board) == ("Een anders", "centrum", True)


def test_a_register_twice_changes_nothing(workspace):
    text = lrk(lrk_row("1", "KDV", "Een"))
    good(workspace, text)
    assert put(workspace, text, "b.csv").already_known


def test_a_kind_that_the_register_did_not_have_before(workspace):
    report = put(workspace, lrk(lrk_row("1", "XYZ", "Een")))
    assert [p.code for p in report.problems] == ["unknown_word"]
    assert put(workspace, lrk(lrk_row("1", "XYZ", "Een")), values={("register_kind", "XYZ"): "childcare"}).kept


def test_an_unknown_status_is_told_and_counts_as_active(workspace):
    report = good(workspace, lrk(lrk_row("1", "KDV", "Een", status="In overleg")))
    assert any("In overleg" in note for note in report.notes)
    assert cycle(workspace).locations[0].is_active


def test_a_register_without_its_key_column(workspace):
    report = put(workspace, lrk(lrk_row("1", "KDV", "Een")).replace("actuele_naam_oko", "x"))
    assert any("actuele_naam_oko" in p.message for p in report.problems)


def test_an_empty_municipality_keeps_nothing(workspace):
    report = put(workspace, lrk(lrk_row("2", "VGO", "Iemand")))
    assert [p.code for p in report.problems] == ["no_rows"]


def test_thirty_thousand_rows(workspace, tmp_path):
    rows = [
        lrk_row(f"{n:09d}", "KDV", f"Opvang {n}", town=f"Stad {n % 342}", code=f"{n % 342:04d}") for n in range(30_000)
    ]
    path = tmp_path / "lrk.csv"
    path.write_text(lrk(*rows), "utf-8-sig")
    report = import_file(path, workspace, CATALOGUE, municipality="Stad 7")
    assert report.rows_kept == len([n for n in range(30_000) if n % 342 == 7])


TWO_TOWNS = lrk(lrk_row("1", "KDV", "Een"), lrk_row("2", "KDV", "Twee", town="Beestad", code="0111"))


def test_the_name_of_the_municipality_in_the_settings_says_which_rows_to_read(workspace):
    years.save(Journal(workspace.folder), "own", replace(years.template(2026), municipality_label="Beestad"))
    report = good(workspace, TWO_TOWNS, year=2026)
    assert "We lezen alleen de gemeente Beestad. Die naam staat bij Inrichten." in report.notes
    assert list(cycle(workspace).by_id) == ["lrk-2"]


def test_other_columns_of_a_register_are_no_question(workspace):
    assert put(workspace, TWO_TOWNS).unknown_columns == ()


def test_a_location_of_an_own_list_with_the_number_of_the_register_stays_one_location(workspace):
    own = "code;naam;soort;wijk;organisatie;actief;lrk_id;brin\nK1;Opvang Een;opvang;Centrum;Zon;ja;1;\n"
    own += "S1;Onze Eik;school;Centrum;;nee;;02te00\nS2;Ander;school;Centrum;;;1;\n"
    good(workspace, own)
    report = good(workspace, lrk(lrk_row("1", "KDV", "KDV Een"), lrk_row("2", "KDV", "Twee")), "b.csv")
    told = "Deze locaties stonden er al onder een eigen code, met hetzelfde nummer. Die code blijft: KDV Een (K1)."
    assert told in report.notes
    good(workspace, duo(duo_row("02TE", "0", "De Eik")), "c.csv")
    places = cycle(workspace).by_id
    assert list(places) == ["K1", "S1", "S2", "lrk-2"]
    first, school = places["K1"], places["S1"]
    assert (first.name, first.organisation, first.area, first.postcode) == ("Opvang Een", "Zon", "centrum", "9999ZZ")
    assert (school.name, school.brin_vestiging, school.is_active) == ("Onze Eik", "02TE00", False)


def test_an_own_list_that_gives_a_known_location_another_code_is_warned(workspace):
    good(workspace, lrk(lrk_row("1", "KDV", "Een")))
    report = good(workspace, "code;naam;soort;lrk_id\nK1;Een;opvang;1\nlrk-1;Een;opvang;1\n", "b.csv")
    assert [note for note in report.notes if note.startswith("Let op")] == [
        "Let op: deze locaties staan er al onder een andere code, met hetzelfde nummer: Een (K1 en lrk-1). "
        "Zo tellen zij dubbel. Gebruik in uw lijst de code die er al is."
    ]
