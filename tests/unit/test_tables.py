"""Tables hold the numbers of the rows; as HTML they are real tables, escaped, and never colour alone."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from monitor import catalogue as catalogues
from monitor import table_html
from monitor.figures import template
from monitor.figures.icons import icon_svg
from monitor.records import Cell, Source, Statement, VerdictRow
from monitor.statistics import judge_family
from monitor.tables import COUNT, DIFFERENCE, NUMBER, PERCENT, PROBABILITY, Column, Table
from monitor.verdict_tables import matrix_table, reading_table, strip_table, trend_table
from monitor.wording import texts

CATALOGUE = catalogues.load()
TYPES = list(CATALOGUE.care_types)
POINTS = next(m for m in CATALOGUE.measures.values() if m.unit == "points" and m.polarity == "higher")
LOWER = next(m for m in CATALOGUE.measures.values() if m.polarity == "lower")
SOURCE = Source("s", "Rapport & <b>bijlage</b>", "Uitgever", "2024", "https://example.org/rapport")


def row(care_type=TYPES[0], measure=POINTS, means=(4.9, 4.3, 4.6), **more) -> VerdictRow:
    cells = {
        p.code: Cell("own", care_type, measure.code, p.code, 60, mean, 0.6, ci95=(mean - 0.15, mean + 0.15),
                     n_organisations=20, source="Eigen bestand", page="12")
        for p, mean in zip(CATALOGUE.compared, means, strict=True)
    }  # fmt: skip
    triple = tuple(cell.summary() for cell in cells.values())
    verdict = judge_family([triple], delta=measure.delta, polarity=measure.polarity)[0]
    strip = ((0.25, verdict.code, verdict.variant), (0.4, "STABLE", ""))
    start = VerdictRow(
        care_type, measure.code, "computed", "own", verdict.code, verdict.variant, verdict.code,
        cells=cells, verdict=verdict, strip=strip,
    )  # fmt: skip
    return replace(start, **more)


def published(care_type=TYPES[0], code="STABLE", statement="Het bleef gelijk.") -> VerdictRow:
    said = Statement("f1", POINTS.code, care_type, "", "", "stable", "", statement, "Let op", "high", SOURCE)
    return VerdictRow(care_type, POINTS.code, "published", "", code, "", code, statements=(said,))


def cells_of(table: Table) -> list[dict[str, object]]:
    return [dict(zip((c.key for c in table.columns), line, strict=True)) for line in table.rows]


class Tags(HTMLParser):
    """All tags with their attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag == name]


def matrix(rows, link=lambda row: f"/trend?opvang={row.care_type}", care_types=None) -> str:
    return table_html.matrix_html(care_types or list(CATALOGUE.care_types.values()), [POINTS], rows, CATALOGUE, link)


# ------------------------------------------------------------------------------------------------ verdict tables


def test_the_full_table_holds_every_number_of_the_row_unrounded():
    one = row()
    line = cells_of(trend_table([one], CATALOGUE))[0]
    for period in CATALOGUE.compared:
        cell = one.cells[period.code]
        assert line[f"mean_{period.code}"] == cell.mean
        assert (line[f"low_{period.code}"], line[f"high_{period.code}"]) == cell.ci95
        assert line[f"n_{period.code}"] == 60
        assert line[f"organisations_{period.code}"] == 20
    v = one.verdict
    assert (line["d1"], line["d2"], line["d3"]) == (v.d1, v.d2, v.d3)
    assert (line["d3_low"], line["d3_high"]) == v.ci95_d3
    assert (line["p_holm"], line["p_level"], line["delta"]) == (v.p_holm, v.p_level, v.delta)
    assert line["smallest"] == v.smallest_detectable
    assert (line["code"], line["verdict"]) == ("PARTIAL_RECOVERY", "Gedeeltelijk herstel")
    assert (line["source"], line["page"], line["origin"]) == ("Eigen bestand", "12", "eigen gegevens")


def test_where_low_is_good_the_table_tells_what_the_score_does():
    line = cells_of(trend_table([row(measure=LOWER, means=(3.5, 4.2, 4.2))], CATALOGUE))[0]
    assert line["d3"] == pytest.approx(0.7)
    assert line["d3_low"] < 0.7 < line["d3_high"]
    assert line["p_higher"] > 0.99


def test_a_missing_period_leaves_empty_cells_and_nan_becomes_none():
    one = row()
    cells = {code: cell for code, cell in one.cells.items() if code != CATALOGUE.current.code}
    verdict = judge_family([(one.cells[CATALOGUE.baseline.code].summary(), None, None)])[0]
    line = cells_of(trend_table([replace(one, cells=cells, verdict=verdict, code="NO_CURRENT", badge="NO_CURRENT")],
                                CATALOGUE))[0]  # fmt: skip
    assert line[f"mean_{CATALOGUE.current.code}"] is None
    assert line["d3"] is None


def test_two_periods_give_one_difference():
    two = replace(CATALOGUE, periods={p.code: p for p in (CATALOGUE.baseline, CATALOGUE.current)})
    keys = {column.key for column in trend_table([], two).columns}
    assert "d3" in keys
    assert not {"d1", "d2"} & keys


def test_the_code_stays_in_the_table_when_the_badge_says_not_representative():
    one = row(badge="NOT_REPRESENTATIVE", flags=("NOT_REPRESENTATIVE",))
    line = cells_of(trend_table([one], CATALOGUE))[0]
    assert line["code"] == "PARTIAL_RECOVERY"
    assert line["verdict"] == "Niet representatief"
    assert line["code_label"] == "Gedeeltelijk herstel"


def test_the_long_matrix_has_both_bases_with_their_sources():
    lines = cells_of(matrix_table([row(agreement="DIFFER"), published()], CATALOGUE))
    assert [line["basis"] for line in lines] == ["berekend", "uit de bron"]
    assert lines[0]["agreement"]
    assert lines[1]["statements"] == "Het bleef gelijk."
    assert lines[1]["source"] == "Uitgever: Rapport & <b>bijlage</b>"
    assert lines[1]["urls"] == SOURCE.url
    assert lines[1]["d3"] is None


def test_the_strip_gives_the_verdict_at_each_delta():
    lines = cells_of(strip_table([row()], CATALOGUE))
    assert [(line["delta"], line["verdict"]) for line in lines] == [(0.25, "Gedeeltelijk herstel"), (0.4, "Stabiel")]
    assert [line["chosen"] for line in lines] == ["ja", "nee"]


def test_the_reading_table_leaves_out_what_is_the_same_in_all_rows():
    keys = {c.key for c in reading_table([row(TYPES[0]), row(TYPES[1])], CATALOGUE).columns}
    assert "care_type" in keys
    assert "measure" not in keys


# ------------------------------------------------------------------------------------------------ html


@pytest.mark.parametrize(
    ("value", "column", "printed"),
    [(4.65, Column("x", "x", NUMBER, 1), "4,7"), (-0.345, Column("x", "x", DIFFERENCE), "−0,35"),
     (0.3, Column("x", "x", DIFFERENCE), "+0,30"), (1234, Column("x", "x", COUNT), "1.234"),
     (0.00001, Column("x", "x", PROBABILITY, 4), "< 0,0001"), (0.64, Column("x", "x", PERCENT), "64%"),
     (None, Column("x", "x", NUMBER), ""), (float("nan"), Column("x", "x", NUMBER), ""), ("a", Column("x", "x"), "a")],
)  # fmt: skip
def test_numbers_are_printed_in_dutch(value, column, printed):
    assert table_html.cell_text(value, column) == printed


def test_a_table_has_caption_scope_and_a_region_that_takes_the_focus():
    html = table_html.to_html(Table("Cijfers", (Column("a", "Soort"), Column("b", "Score", NUMBER, 1)), (("x", 4.65),)))
    tags = Tags(html)
    assert [th["scope"] for th in tags.named("th")] == ["col", "col", "row"]
    region = tags.named("div")[0]
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Cijfers")
    assert tags.named("caption")
    assert "kib-number" in tags.named("td")[0]["class"]
    assert "4,7" in tags.words


def test_no_figure_is_told_to_a_screen_reader():
    html = table_html.to_html(Table("Cijfers", (Column("a", "Soort"), Column("b", "Score", NUMBER)), (("x", None),)))
    assert "geen cijfer" in html


HOSTILE = '<script>alert("x")</script>'


def test_all_text_is_escaped():
    table = Table(HOSTILE, (Column("a", HOSTILE), Column("b", HOSTILE)), ((HOSTILE, HOSTILE),), note=HOSTILE)
    assert not Tags(table_html.to_html(table)).named("script")
    types = [replace(c, label=HOSTILE) for c in CATALOGUE.care_types.values()]
    html = matrix([row(), published()], link=lambda r: '"><script>x</script>', care_types=types)
    assert not Tags(html).named("script")


def test_a_cell_of_the_matrix_has_icon_word_numbers_flags_and_one_link():
    html = matrix([published(), row(agreement="AGREE", flags=("MIXED",))])
    tags = Tags(html)
    assert [a["href"] for a in tags.named("a")] == [f"/trend?opvang={TYPES[0]}"]
    words = " ".join(tags.words)
    assert words.index("Gedeeltelijk herstel") < words.index("Stabiel")
    assert words.index("berekend") < words.index("uit de bron")
    assert [w for w in tags.words if re.fullmatch(r"\d,\d", w)] == ["4,9", "4,3", "4,6"]
    assert texts.of(CATALOGUE).flag("MIXED")["label_nl"] in words
    assert "Klopt met de bron" in words
    assert all(img["alt"] == "" and img["src"].startswith("data:image/svg+xml;base64,") for img in tags.named("img"))
    assert len(tags.named("img")) == 2


def test_no_address_no_link():
    assert not Tags(matrix([row()], link=lambda r: "")).named("a")


def test_parts_stand_under_their_whole():
    parent = next(c for c in CATALOGUE.care_types.values() if c.parent)
    mixed = sorted(CATALOGUE.care_types.values(), key=lambda c: c.parent == "")
    html = matrix([row()], care_types=mixed)
    names = re.findall(r'<tr class="(kib-\w+)"><th scope="row">([^<]*)', html)
    at = names.index(("kib-group", CATALOGUE.label(parent.parent)))
    assert names[at + 1][0] == "kib-part"
    assert len(names) == len(CATALOGUE.care_types)


def test_an_icon_is_a_picture_in_the_colour_of_the_family():
    colour = template.FAMILIES["above"].colour
    assert colour in icon_svg("▲", colour)
    assert "&lt;" in icon_svg("<", colour)
    src = Tags(matrix([row()])).named("img")[0]["src"]
    svg = base64.b64decode(src.partition(",")[2]).decode()
    assert template.FAMILIES["below"].colour in svg


def test_the_style_has_a_rule_for_every_family_and_for_forced_colours():
    css = table_html.css()
    assert all(f"kib-{name}{{" in css for name in template.FAMILIES)
    assert "forced-colors" in css
