"""What is said about real verdict rows: the words fit the numbers, the polarity and the sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.agreement import AGREE, AGREE_BUT, DIFFER, NOT_CHECKABLE
from monitor.records import FICTIVE, MIXED, NOT_REPRESENTATIVE, PROVISIONAL, SELF_REPORTED
from monitor.wording import alt, margins, overview, sentences, texts
from tests.unit.wording_rows import computed, published, shipped, statement, two_periods, wide_scale

FULL = ((4.9, 0.5, 95), (4.3, 0.5, 58), (4.9, 0.5, 58))
HALF = ((4.9, 0.5, 95), (4.1, 0.5, 58), (4.5, 0.5, 58))
WORSE = ((4.9, 0.5, 95), (4.7, 0.5, 58), (4.3, 0.5, 58))


def row_of(numbers, measure="environment_quality", **changes):
    return computed(shipped(), measure, *numbers, care_type="kdv_baby", **changes)


def said(row, catalogue=None):
    return sentences.sentence(row, catalogue or shipped())


def test_full_recovery_in_full():
    row = row_of(FULL)
    assert (sentences.label(row, shipped()), sentences.icon(row, shipped()), sentences.family(row, shipped())) == (
        "Volledig herstel", "↺", "level",
    )  # fmt: skip
    assert sentences.short(row, shipped()) == "Terug op het niveau van 2017-2019"
    assert said(row) == (
        "De omgevingskwaliteit in de baby-opvang is terug op het niveau van 2017-2019. "
        "In 2021-2022 daalde de score van 4,9 naar 4,3. Nu is de score 4,9. Dit is herstel. Het is geen groei."
    )


def test_the_share_made_good_is_told_when_the_dip_is_shown_and_large_enough():
    assert "Ongeveer de helft van de daling is goedgemaakt." in said(row_of(HALF))
    assert "(marge: 0,2 tot 0,6)" in said(row_of(HALF))
    large = row_of(((4.9, 0.5, 950), (4.1, 0.5, 580), (4.5, 0.5, 580)))
    small_dip = replace(large, verdict=replace(large.verdict, dip=0.19, recovered=0.1))
    assert "goedgemaakt" not in said(small_dip)
    not_shown = replace(large, verdict=replace(large.verdict, ci95_d1=(-1.0, 0.1)))
    assert "goedgemaakt" not in said(not_shown)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.26, "Ongeveer een kwart"), (0.35, "Ongeveer een derde"), (0.64, "Ongeveer twee derde"), (0.93, "Bijna alles")],
)
def test_the_nearest_share_is_named(share, words):
    row = row_of(HALF)
    row = replace(row, verdict=replace(row.verdict, recovered=share * row.verdict.dip))
    assert f"{words} van de daling is goedgemaakt." in said(row)


def test_a_shown_difference_below_delta_is_called_small():
    row = row_of(((5.0, 0.4, 300), (4.6, 0.4, 300), (4.79, 0.4, 300)))
    assert row.code == "PARTIAL_RECOVERY"
    assert said(row).endswith("Het verschil met 2017-2019 is klein.")
    assert "klein" not in said(row_of(HALF))


def test_where_low_is_good_up_and_down_change_places():
    row = row_of(((2.0, 0.4, 60), (2.2, 0.4, 60), (3.0, 0.4, 60)), "work_stress")
    assert (row.code, row.variant) == ("DECLINE", "further")
    assert sentences.label(row, shipped()) == "Meer werkstress"
    assert said(row) == (
        "De werkstress in de baby-opvang scoort hoger dan in 2017-2019. De score ging van 2,0 naar 3,0. "
        "Dat is 1,0 punt hoger (marge: 0,9 tot 1,1). Ook na 2021-2022 steeg de score. "
        "Bij dit onderdeel is een lage score gunstig."
    )
    assert margins.margins_sentence(row, shipped()).startswith(
        "Verschil met 2017-2019: +1,0 punt (marge: +0,9 tot +1,1)."
    )
    assert "meer dan 99%" in margins.graded_line(row, shipped()).split("hoger:")[1]


def test_a_recovered_stress_peak_rose_first():
    row = row_of(((2.0, 0.4, 90), (2.6, 0.4, 90), (2.0, 0.4, 90)), "work_stress")
    assert row.code == "FULL_RECOVERY"
    assert "In 2021-2022 steeg de score van 2,0 naar 2,6." in said(row)


def test_a_neutral_share_says_when_it_changed_and_who_told():
    row = row_of(((20.0, 9, 90), (32.0, 9, 90), (32.5, 9, 90)), "care_needs_share")
    assert row.code == "UP_EARLIER"
    assert said(row) == (
        "Het aandeel kinderen met zorgbehoeften in de baby-opvang steeg tussen 2017-2019 en 2021-2022. "
        "Het percentage ging van 20,0% naar 32,0%. "
        "Daarna zagen we geen duidelijke verandering: het percentage is nu 32,5%. "
        "De stijging is dus niet van na 2021-2022. "
        "Dit hebben medewerkers zelf ingevuld. Het is niet geobserveerd."
    )
    assert "procentpunt" in margins.margins_sentence(row, shipped())


def test_too_few_says_where_and_how_many():
    row = row_of(((4.9, 0.5, 95), (4.3, 0.5, 58), (4.9, 0.5, 1)))
    assert "In 2022-2023 telden we 1 groep. We geven een oordeel vanaf 10 groepen per periode." in said(row)


def test_too_few_organisations_names_no_number_of_groups():
    row = row_of(FULL, df=0.0)
    assert row.code == "TOO_FEW"
    assert (
        said(row) == "Over de omgevingskwaliteit in de baby-opvang geven we geen oordeel. Er zijn te weinig metingen."
    )


def test_a_badge_hides_the_verdict_and_tells_it_as_an_impression():
    row = replace(row_of(FULL), badge=NOT_REPRESENTATIVE, flags=(NOT_REPRESENTATIVE,))
    assert (sentences.label(row, shipped()), sentences.icon(row, shipped())) == ("Niet representatief", "◇")
    assert sentences.code_label(row, shipped()) == "Volledig herstel"
    assert said(row).endswith("Lees ze als een eerste indruk. Het oordeel zou zijn: volledig herstel.")
    assert "babygroepen" in said(row)
    assert sentences.may_i_say(row, shipped()) == ("“Bij de gemeten babygroepen zien we …”", "“In de baby-opvang is …”")
    unclear = replace(row, code="TOO_FEW")
    assert said(unclear).endswith("Lees ze als een eerste indruk.")


def test_what_may_be_said():
    say, not_say = sentences.may_i_say(row_of(FULL), shipped())
    assert say == "“Hersteld tot het niveau van 2017-2019.”"
    assert "“De omgevingskwaliteit is gestegen.”" in not_say


def test_a_published_row_speaks_for_its_sources_and_has_no_numbers():
    row = published(shipped(), "environment_quality", "FULL_RECOVERY", said=("down", "up"))
    assert said(row) == (
        "Volgens de bron is de omgevingskwaliteit in de dagopvang terug op het niveau van 2017-2019. "
        "Dit is herstel. Het is geen groei."
    )
    other = statement("environment_quality", "kdv", "2021-2022", "2022-2023", "up", source="b")
    assert said(replace(row, statements=(*row.statements, other))).startswith("Volgens de bronnen is")
    assert margins.margins_sentence(row, shipped()) == margins.graded_line(row, shipped()) == ""
    assert margins.smallest_sentence(row, shipped()) == ""


def test_a_published_rise_in_stress_is_a_rise_in_words():
    row = published(shipped(), "work_stress", "DECLINE", "recent", ("", "up"))
    assert said(row).startswith("Volgens de bron is de werkstress in de dagopvang gestegen sinds 2021-2022.")
    assert sentences.label(row, shipped()) == "Meer werkstress"


def test_two_periods_name_no_dip():
    catalogue = two_periods()
    row = computed(catalogue, "reading", (50, 12, 80), (62, 12, 80))
    assert said(row, catalogue) == (
        "De leesvaardigheid in de basisscholen is beter dan in 2015. De score ging van 50,0 naar 62,0. "
        "Dat is 12,0 punt hoger (marge: 8,3 tot 15,7)."
    )
    assert margins.counter_reading(row, catalogue) == ""
    assert overview.two_period_warning(catalogue) == ""


def test_a_percentage_has_its_sign_and_unit():
    catalogue = wide_scale()
    row = computed(catalogue, "dropout", (20, 6, 90), (30, 6, 90), (20, 6, 90))
    assert "In najaar 2020 steeg het percentage van 20,0% naar 30,0%. Nu is het percentage 20,0%." in said(
        row, catalogue
    )
    assert "vanaf 2,5 procentpunt" in margins.smallest_sentence(row, catalogue)


def test_the_smallest_visible_difference():
    assert margins.smallest_sentence(row_of(FULL), shipped()) == (
        "Met deze aantallen konden we een verschil met 2017-2019 zien vanaf 0,2 punt."
    )


def test_margins_name_the_baseline_first():
    assert margins.margins_sentence(row_of(HALF), shipped()) == (
        "Verschil met 2017-2019: −0,4 punt (marge: −0,6 tot −0,2). "
        "Verschil met 2021-2022: +0,4 punt (marge: +0,2 tot +0,6)."
    )


# ---------------------------------------------------------------------------------------------------- counter-reading


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        (FULL, "ziet een stijging van 0,6 punt. Vergeleken met 2017-2019 is dit herstel. Het is geen groei."),
        (HALF, "ziet een stijging van 0,4 punt. Vergeleken met 2017-2019 is de score nog lager."),
        (WORSE, "ziet een daling van 0,4 punt. Ook vergeleken met 2017-2019 is de score lager."),
        ((None, FULL[1], FULL[2]), "Zonder cijfers uit 2017-2019 weten we niet of dit herstel is of groei."),
        ((FULL[0], (4.3, 0.5, 58), (4.31, 0.5, 58)), "ziet bijna geen verschil. Vergeleken met 2017-2019"),
    ],
)  # fmt: skip
def test_who_looks_at_two_periods_only_is_answered(numbers, text):
    reading = margins.counter_reading(row_of(numbers), shipped())
    assert reading.startswith("Wie alleen naar 2021-2022 en 2022-2023 kijkt, ziet ")
    assert text in reading


def test_the_counter_reading_is_silent_without_the_last_step():
    assert margins.counter_reading(row_of((FULL[0], None, FULL[2])), shipped()) == ""
    assert margins.counter_reading(row_of((FULL[0], FULL[1], None)), shipped()) == ""


def test_the_counter_reading_of_sources():
    row = published(shipped(), "environment_quality", "FULL_RECOVERY", said=("down", "up"))
    assert margins.counter_reading(row, shipped()) == (
        "Wie alleen naar 2021-2022 en 2022-2023 kijkt, ziet een stijging. "
        "Vergeleken met 2017-2019 is dit herstel. Het is geen groei."
    )
    twice = statement("environment_quality", "kdv", "2021-2022", "2022-2023", "down", source="b")
    assert margins.counter_reading(replace(row, statements=(*row.statements, twice)), shipped()) == ""


# -------------------------------------------------------------------------------------------- flags, agreement, origin


def test_flags_come_in_their_fixed_order_with_their_words():
    row = replace(row_of(FULL), flags=(SELF_REPORTED, PROVISIONAL, FICTIVE))
    shown = sentences.flag_texts(row, shipped())
    assert [flag.code for flag in shown] == [FICTIVE, PROVISIONAL, SELF_REPORTED]
    assert shown[0].text == "Dit zijn verzonnen cijfers. Gebruik ze niet als bron."
    assert "analyse van LKK" in shown[1].text


def test_a_mixed_flag_without_its_parts_still_reads():
    shown = sentences.flag_texts(replace(row_of(FULL), flags=(MIXED,)), shipped())
    assert shown[0].text == "Let op: het totaal is hersteld, maar niet elk onderdeel."


def test_mixed_names_the_parts_that_stayed_behind():
    parts = [row_of(HALF, measure) for measure in ("daily_programme", "parent_contact")]
    assert overview.mixed_sentence(row_of(FULL), parts, shipped()) == (
        "Let op: het totaal is hersteld, maar niet elk onderdeel. Kijk bij: dagprogramma en contact met ouders."
    )
    assert overview.mixed_sentence(row_of(FULL), [], shipped()) == ""


def test_a_derived_row_tells_of_what_it_is_derived():
    row = published(shipped(), "emotional_quality", "STABLE")
    assert sentences.derived_sentence(row, shipped()) == ""
    row = replace(row, derived_from=("process_quality", "all"))
    assert sentences.derived_sentence(row, shipped()) == (
        "Afgeleid van een uitspraak over: de proceskwaliteit en alle opvangsoorten."
    )


def test_agreement_has_four_answers_and_silence():
    row = row_of(FULL)
    answers = [
        sentences.agreement_sentence(replace(row, agreement=a)) for a in (AGREE, AGREE_BUT, DIFFER, NOT_CHECKABLE)
    ]
    assert answers == [
        "Klopt met de bron.",
        "Klopt met de bron, maar de cijfers zeggen meer.",
        "De cijfers zeggen iets anders dan de bron.",
        "Niet na te rekenen.",
    ]
    assert sentences.agreement_sentence(row) == ""


# ------------------------------------------------------------------------------------------------------------- overview


def test_counts_add_up_and_agree_with_their_verbs():
    rows = [row_of(FULL), row_of(HALF), row_of(HALF), row_of(WORSE), row_of((FULL[0], FULL[1], None))]
    assert overview.counts_sentence(rows, shipped()) == (
        "Van de 5 oordelen is er 1 hersteld en 0 echt verbeterd. 2 zijn deels hersteld. "
        "1 is niet hersteld of achteruitgegaan. Over 1 kunnen we niets zeker zeggen."
    )
    assert overview.counts_sentence([], shipped()) == "Er zijn nog geen oordelen."
    assert overview.counts_sentence(rows[:1], shipped()) == "Er is 1 oordeel: volledig herstel."
    assert overview.counters_text(rows, shipped()) == (
        "1 keer volledig herstel · 2 keer gedeeltelijk herstel · 1 keer daling · 1 keer geen cijfers 2022-2023"
    )


def test_counts_go_by_the_badge():
    row = replace(row_of(FULL), badge=NOT_REPRESENTATIVE)
    assert "0 hersteld" in overview.counts_sentence([row, row_of(WORSE)], shipped())


def test_chance_needs_more_than_one_verdict():
    assert overview.chance_sentence(1, shipped()) == ""
    assert overview.chance_sentence(15, shipped()).startswith("Deze oordelen horen bij een reeks van 15.")


def test_the_selection_is_repeated():
    catalogue = shipped()
    assert overview.selection_sentence(["kdv_baby"], ["environment_quality"], catalogue) == (
        "U ziet: baby-opvang, omgevingskwaliteit, 3 periodes."
    )
    everything = list(catalogue.care_types)
    assert overview.selection_sentence(everything, ["daily_programme"], catalogue, ["2022-2023"]) == (
        "U ziet: alle opvangsoorten, dagprogramma, 2022-2023."
    )
    four = ["emotional_quality", "educational_quality", "environment_quality", "work_stress"]
    assert "emotionele kwaliteit, educatieve kwaliteit en nog 2" in overview.selection_sentence(
        ["bso"], four, catalogue
    )


# ------------------------------------------------------------------------------------------------------------- alt text


def test_an_alternative_text_follows_its_formula():
    text = alt.alt_text("trend", row_of(FULL), shipped())
    assert text.startswith("Lijngrafiek van de omgevingskwaliteit voor de baby-opvang in 3 periodes. ")
    assert "Nu is de score 4,9." in text
    assert text.endswith(" De tabel onder de grafiek geeft alle getallen.")
    assert len(text) < 300


def test_a_short_alternative_text_keeps_the_baseline():
    row = row_of(HALF, "parent_activities_organisation")
    text = alt.alt_text("trend", row, shipped())
    assert len(text) < 300
    assert "2021-2022" not in text or "2017-2019" in text


def test_several_panels_are_counted():
    rows = [row_of(FULL), replace(row_of(HALF), care_type="bso")]
    assert alt.alt_text("trend", rows, shipped()) == (
        "Lijngrafieken van omgevingskwaliteit voor baby-opvang en buitenschoolse opvang in 3 periodes. "
        "Oordelen: 1 keer volledig herstel en 1 keer gedeeltelijk herstel. "
        "De tabel onder de grafiek geeft alle getallen."
    )


def test_an_alternative_text_needs_a_known_chart_and_a_row():
    with pytest.raises(KeyError):
        alt.alt_text("taart", row_of(FULL), shipped())
    with pytest.raises(ValueError):
        alt.alt_text("trend", [], shipped())


def test_very_long_names_still_give_a_short_alternative_text():
    catalogue = wide_scale()
    measure = replace(catalogue.measures["reading"], in_sentence="de " + "zeer " * 80 + "lange naam")
    long_names = replace(catalogue, measures=catalogue.measures | {"reading": measure})
    row = computed(long_names, "reading", (50, 5, 90), (45, 5, 90), (50, 5, 90))
    assert len(alt.alt_text("trend", row, long_names)) < 300


def test_the_texts_of_a_catalogue_are_read_once():
    assert texts.of(shipped()) is texts.of(shipped())
