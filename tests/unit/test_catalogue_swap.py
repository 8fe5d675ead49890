"""Another monitor from beginning to end: its own catalogue in a workspace, and not a word of the shipped one anywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from monitor import catalogue as catalogues
from monitor import method, page_tables, paths, sources
from monitor.cli import app
from monitor.demo import install_demo
from monitor.ingest import import_file, template_csv, template_xlsx
from monitor.session import Session
from monitor.tables import Table
from monitor.verdict_tables import matrix_table, reading_table, strip_table, trend_table
from monitor.wording import alt, margins, overview, sentences

FILES = {
    "settings.csv": """key;value;explanation
monitor_id;leesmonitor;
monitor_name_nl;Monitor Bibliotheken;
monitor_short_nl;MB;
unit_singular_nl;filiaal;
unit_plural_nl;filialen;
""",
    "periods.csv": """code;slug;label_nl;role;midpoint;aliases;explanation_nl
2010;2010;2010;baseline;2010.5;;De eerste telling.
2016;2016;2016;;2016.5;;Een telling tussendoor.
2020;2020;2020;current;2020.5;;De laatste telling.
""",
    "care_types.csv": """code;slug;label_nl;sentence_nl;who_nl;parent;members;aliases;explanation_nl
city;stad;Stadsbibliotheek;de stadsbibliotheek;stadsfilialen;;;stad;Een bibliotheek in een stad.
village;dorp;Dorpsbibliotheek;de dorpsbibliotheek;dorpsfilialen;;;dorp;Een bibliotheek in een dorp.
both;alle_bibliotheken;Alle bibliotheken;alle bibliotheken;filialen;;city;village;Alles samen.
""".replace("city;village;Alles", '"city;village";;Alles'),
    "measures.csv": """code;slug;label_nl;sentence_nl;parent;block;role;polarity;unit;scale_min;scale_max;delta;delta_strip;\
n_min;deff;reported_by;applies_to_parts;aliases;explanation_nl;scale_note_nl
comfort;comfort;Comfort;het comfort;;main;dimension;higher;points;1;5;0.2;0.1,0.2;12;1.5;observed;0;;Hoe prettig het er is.;
chairs;stoelen;Stoelen;de stoelen;comfort;parts;part;higher;points;1;5;0.2;;12;1.0;observed;0;;Hoe de stoelen zitten.;
noise;geluid;Geluid;het geluid;;main;dimension;lower;points;0;100;4;2,4,8;12;1.0;observed;0;;Hoe hard het geluid is.;
members;leden;Aandeel leden;het aandeel leden;;other;extra;neutral;percent;0;100;5;;12;1.0;self_reported;0;;Hoeveel leden.;
""".replace("0.1,0.2", '"0.1;0.2"').replace("2,4,8", '"2;4;8"'),
}  # fmt: skip

HEADER = "opvangsoort;onderdeel;periode;n;gemiddelde;sd;bladzijde"
ROWS = [
    "stad;comfort;2010;40;3,1;0,5;4", "stad;comfort;2016;40;1,2;0,5;4", "stad;comfort;2020;40;3,9;0,5;4",
    "stad;stoelen;2010;40;3,1;0,5;4", "stad;stoelen;2020;40;2,6;0,5;4",
    "dorp;comfort;2010;11;3,1;0,5;4", "dorp;comfort;2020;40;3,9;0,5;4",
    "stad;geluid;2010;400;61;9;5", "stad;geluid;2020;400;61;9;5",
    "dorp;geluid;2010;40;61;9;5", "dorp;geluid;2020;40;72;9;5",
    "stad;leden;2010;40;31;5;6", "stad;leden;2020;40;42;5;6",
]  # fmt: skip
STATEMENTS = """onderdeel;opvangsoort;periode_van;periode_tot;verandering;uitspraak;bron
comfort;stad;2010;2020;omhoog;Het comfort in de stad steeg.;Jaarboek
geluid;dorp;2010;2020;omlaag;Het geluid in dorpen nam af.;Jaarboek
"""

# What the product says of any monitor, although the shipped catalogue has the word too.
GENERAL = {"all", "alle", "onderdeel", "n", "kwaliteit", "programma", "groep", "groepen", "omgeving", "oordeel"}


@pytest.fixture(scope="module")
def session(tmp_path_factory) -> Session:
    """A workspace with the other catalogue, its figures typed over, and statements of its own."""
    folder: Path = tmp_path_factory.mktemp("other")
    own = folder / "workspace" / "catalogue"
    own.mkdir(parents=True)
    for name, text in FILES.items():
        (own / name).write_text(text, "utf-8")
    opened = Session(folder / "workspace")
    for name, text in {"cijfers.csv": "\n".join([HEADER, *ROWS]), "uitspraken.csv": STATEMENTS}.items():
        (folder / name).write_text(text, "utf-8")
        report = import_file(folder / name, opened.workspace, opened.catalogue)
        assert report.kept, report.text()
    return opened


@pytest.fixture(scope="module")
def shipped() -> re.Pattern[str]:
    """Every code, slug, label and period of the shipped catalogue, as whole words."""
    known = catalogues.load()
    things = [*known.periods.values(), *known.care_types.values(), *known.groups.values(), *known.measures.values()]
    words = {word.lower() for t in things for word in (t.code, t.slug, t.label, getattr(t, "in_sentence", t.label))}
    words |= {"lkk", "kinderopvang", "gastouder", "gastouders", "baby's", "peuters", "corona"} - GENERAL
    listed = "|".join(re.escape(word) for word in sorted(words - GENERAL, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({listed})(?!\w)", re.IGNORECASE)


def text_of(table: Table) -> str:
    return "\n".join([table.caption, table.note, *(c.label for c in table.columns),
                      *(str(cell) for row in table.rows for cell in row if cell is not None)])  # fmt: skip


def rows_by_key(session: Session, basis: str = "computed"):
    return session.national().of(basis)


def test_this_monitor_is_judged_by_its_own_scales_directions_and_minima(session):
    codes = {key: (row.code, row.variant) for key, row in rows_by_key(session).items()}
    assert codes == {
        ("city", "comfort"): ("REAL_IMPROVEMENT", "two_periods"),
        ("city", "chairs"): ("DECLINE", "two_periods"),
        ("village", "comfort"): ("TOO_FEW", ""),
        ("city", "noise"): ("STABLE", "two_periods"),
        ("village", "noise"): ("DECLINE", "two_periods"),
        ("city", "members"): ("UP_RECENT", "two_periods"),
    }
    rows = rows_by_key(session)
    assert rows["city", "comfort"].flags == ("MIXED",)
    assert [delta for delta, _, _ in rows["city", "noise"].strip] == [2, 4, 8]
    assert rows["city", "comfort"].cells["2020"].deff == 1.5
    assert rows["village", "noise"].verdict.d3 == pytest.approx(-11)
    assert "SELF_REPORTED" in rows["city", "members"].flags


def test_its_own_statements_are_its_published_verdicts_and_no_others(session):
    published = rows_by_key(session, "published")
    assert {key: row.code for key, row in published.items()} == {
        ("city", "comfort"): "REAL_IMPROVEMENT",
        ("village", "noise"): "REAL_IMPROVEMENT",
    }
    computed = rows_by_key(session)
    assert computed["city", "comfort"].agreement == "AGREE"
    assert computed["village", "noise"].agreement == "DIFFER"


def test_the_verdicts_as_json_follow_it(session, shipped):
    asked = ["verdicts", "--format", "json", "--workspace", str(session.workspace.folder)]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)
    assert {row["care_type"] for row in rows} == {"city", "village"}
    computed = {(row["care_type"], row["measure"]): row for row in rows if row["basis"] == "computed"}
    assert set(computed["city", "comfort"]["periods"]) == {"2010", "2016", "2020"}
    assert (computed["city", "comfort"]["d1"], computed["city", "comfort"]["d2"]) == (None, None)
    assert computed["city", "noise"]["delta"] == 4
    assert "filialen" in computed["village", "comfort"]["sentence_nl"]
    assert "42,0%" in computed["city", "members"]["sentence_nl"]
    assert shipped.findall(result.stdout) == []
    chosen = CliRunner().invoke(app, [*asked, "--care-type", "Dorpsbibliotheek", "--measure", "geluid"])
    assert {(r["care_type"], r["measure"]) for r in json.loads(chosen.stdout)} == {("village", "noise")}
    refused = CliRunner().invoke(app, [*asked, "--care-type", "bso"])
    assert refused.exit_code == 2
    assert "Kies uit: city, village." in refused.stderr


def test_every_sentence_about_it_uses_its_words(session, shipped):
    said = []
    for row in session.national().rows:
        said += [sentences.label(row, session.catalogue), sentences.short(row, session.catalogue),
                 sentences.sentence(row, session.catalogue), *sentences.may_i_say(row, session.catalogue)]  # fmt: skip
        said += [flag.text for flag in sentences.flag_texts(row, session.catalogue)]
        said += [write(row, session.catalogue) for write in (
            margins.margins_sentence, margins.graded_line, margins.smallest_sentence, margins.counter_reading,
            sentences.derived_sentence, sentences.icon,
        )]  # fmt: skip
    rows = list(session.national().of("computed").values())
    said += [overview.counts_sentence(rows, session.catalogue), overview.chance_sentence(4, session.catalogue),
             overview.selection_sentence(["city", "village"], ["noise"], session.catalogue)]  # fmt: skip
    text = "\n".join(said)
    assert shipped.findall(text) == []
    assert not re.search(r"\{|None|nan\b|  ", text)
    assert "2010" in text
    assert "2016" not in text, "a period without a role is never compared"
    assert overview.two_period_warning(session.catalogue) == ""


def test_every_table_about_it_uses_its_words(session, shipped):
    catalogue, picture = session.catalogue, session.national()
    computed, published = picture.of("computed"), picture.of("published")
    rows, types = list(computed.values()), list(catalogue.care_types.values())
    change, verdicts = session.last_change()
    tables = [
        *(make(rows, catalogue) for make in (matrix_table, trend_table, reading_table, strip_table)),
        *method.rule_tables(catalogue),
        page_tables.cells_table(picture.cells, catalogue),
        page_tables.datasets_table(session.state().datasets.values()),
        page_tables.measures_table(catalogue),
        page_tables.changes_table(verdicts, catalogue),
        page_tables.said_table(session.statements(), catalogue),
        page_tables.reported_table(list(published.values()), catalogue),
        *(page_tables.statements_table(row) for row in published.values()),
        page_tables.figures_table(sources.results(sources.load_figures(catalogue)), catalogue),
        page_tables.strip_overview([computed["city", "noise"]], catalogue),
        page_tables.agreement_table(rows, published, catalogue),
        page_tables.ladder_table(catalogue.measures["comfort"], types, computed, catalogue),
    ]
    text = "\n".join(map(text_of, tables))
    assert shipped.findall(text) == []
    assert "{" not in text
    assert change.dataset.file_name == "uitspraken.csv"
    assert {(c.after or c.before).basis for c in verdicts} == {"published"}
    assert len(picture.cells) == len(ROWS)
    assert len(page_tables.figures_table(sources.load_figures(catalogue), catalogue).rows) == 0


def test_templates_glossary_and_alternatives_use_its_words(session, shipped):
    catalogue = session.catalogue
    glossary = "\n".join(f"{t.term} {t.explanation}" for t in sources.glossary(catalogue) if t.code in
                         (*catalogue.care_types, *catalogue.measures, *catalogue.periods))  # fmt: skip
    templates = "\n".join(
        template_csv(kind, catalogue).decode("utf-8-sig") for kind in ("scores", "summaries", "findings")
    )
    text = f"{glossary}\n{templates}\n" + "\n".join(
        alt.alt_text("trend", row, catalogue) for row in rows_by_key(session).values()
    )
    assert shipped.findall(text) == []
    assert "Stadsbibliotheek" in templates
    assert template_xlsx("scores", catalogue)


def test_a_file_of_the_shipped_monitor_is_refused_by_name_of_what_is_possible(session, tmp_path):
    wrong = tmp_path / "lkk.csv"
    wrong.write_text(f"{HEADER}\nbso;omgeving;2017-2019;95;4,9;0,6;1\n", "utf-8")
    report = import_file(wrong, session.workspace, session.catalogue)
    assert not report.ok
    told = " ".join(f"{p.message} {p.expected}" for p in report.problems)
    assert "'bso'" in told
    assert "Stadsbibliotheek" in told


def test_its_demo_set_has_its_own_cells_and_scales(session, tmp_path):
    own = tmp_path / "demo" / "catalogue"
    own.mkdir(parents=True)
    for name, text in FILES.items():
        (own / name).write_text(text, "utf-8")
    opened = Session(tmp_path / "demo")
    install_demo(opened.workspace, opened.database, opened.catalogue)
    found = opened.national()
    assert {(c.care_type, c.period) for c in found.cells} == {
        (t, p) for t in ("city", "village") for p in ("2010", "2020")
    }
    assert {c.measure for c in found.cells} == {"comfort", "chairs", "noise", "members"}
    assert all(catalogue_scale(opened, c.measure, c.mean) for c in found.cells)
    assert all("FICTIVE" in row.flags for row in found.rows)


def catalogue_scale(session: Session, measure: str, mean: float) -> bool:
    known = session.catalogue.measures[measure]
    return known.scale_min < mean < known.scale_max


def test_the_shipped_workspace_is_untouched_by_it(session, tmp_path):
    plain = Session(tmp_path / "plain")
    assert plain.catalogue.monitor_id != session.catalogue.monitor_id
    assert plain.catalogue.folders[-1] == session.catalogue.folders[-1] == paths.CATALOGUE
    assert plain.national().of("published").keys().isdisjoint(rows_by_key(session))
    assert plain.data_version() != session.data_version()


def test_the_words_that_these_tests_look_for_are_found_where_they_belong(shipped, tmp_path):
    plain = Session(tmp_path / "plain")
    said = [sentences.sentence(row, plain.catalogue) for row in plain.national().of("published").values()]
    assert all(shipped.search(text) for text in said)
