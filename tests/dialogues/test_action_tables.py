"""Actions as tables, as HTML and as a figure: groups, counts, and text of users that stays text."""

import html

import plotly.graph_objects as go
import pytest
from dialogues.build import action, childcare, cycle, day, joint, school

from monitor.dialogues import action_tables as tables
from monitor.dialogues import words as vocabulary
from monitor.dialogues.action_html import actions_html
from monitor.dialogues.action_lists import counts, from_last_year, ordered
from monitor.figures.action_bar import action_bar, action_bar_alt

ON = day("11-21")
WORDS = vocabulary.load()
LATE = action("late", "running", "10-01", owners=("Werkgroep",))
NOBODY = action("nobody", "agreed", "12-01")
DONE = action("done", "done", "10-01")
FINE = action("fine", "agreed", "12-01", owners=("GGD", "School"), theme="parents", dialogue_id="j1")
YEAR = cycle([childcare("k1"), school("s1")], dialogues=[joint("j1", "k1 s1 jgz", "06-01")],
             actions=[DONE, FINE, LATE, NOBODY])  # fmt: skip


def test_attention_is_for_open_actions_only():
    assert tables.attention(LATE, ON) == (tables.LATE,)
    assert tables.attention(NOBODY, ON) == (tables.NO_OWNER,)
    assert tables.attention(NOBODY, day("12-02")) == (tables.LATE, tables.NO_OWNER)
    assert tables.attention(DONE, ON) == ()


def test_groups_hold_every_action_once_what_needs_attention_first():
    found = tables.groups(ordered(YEAR, ON), ON, WORDS)
    assert [[a.action_id for a in some] for _, some in found] == [["late", "nobody"], ["fine"], ["done"]]
    assert found[0][0].startswith("Eerst bespreken")
    assert [label for label, _ in found[1:]] == ["Afgesproken", "Klaar"]


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        ((), "Er zijn nog geen acties."),
        (
            (LATE,),
            "1 actie: 0 klaar, 1 loopt en 0 vervallen. 1 actie is over de datum. 0 acties hebben geen eigenaar.",
        ),
        (
            (LATE, NOBODY, DONE, FINE),
            "4 acties: 1 klaar, 1 loopt en 0 vervallen. 1 actie is over de datum. 1 actie heeft geen eigenaar.",
        ),
    ],
)
def test_the_counts_in_a_sentence(actions, sentence):
    assert tables.counts_sentence(actions, ON) == sentence


def test_the_table_tells_everything_of_an_action():
    table = tables.actions_table([FINE], YEAR, WORDS, ON)
    row = dict(zip([c.key for c in table.columns], table.rows[0], strict=True))
    assert row["owners"] == "GGD; School"
    assert (row["due"], row["theme"], row["status"]) == ("01-12-2026", "partnerschap", "Afgesproken")
    assert row["from"] == "Opvang k1, School s1 en Jeugdgezondheidszorg (JGZ)"


def test_the_status_table_adds_up_and_keeps_zero():
    table = tables.status_table(YEAR.actions, counts(YEAR.actions), WORDS, ON)
    rows = {row[0]: row[1:] for row in table.rows}
    assert sum(row[0] for row in rows.values()) == len(YEAR.actions)
    assert rows["Voorstel"] == (0, 0, 0)
    assert rows["Loopt"] == (1, 1, 0)


def test_html_escapes_what_people_wrote():
    bad = "<b onclick=x>"
    wrong = action("a", "done", "10-01", text=bad, owners=(bad,), result=bad, theme=bad, dialogue_id=bad)
    markup = actions_html([wrong], cycle(actions=[wrong]), WORDS, ON, lambda a: f"dialoog?actie={bad}", caption=bad)
    assert bad not in markup
    assert markup.count(html.escape(bad)) >= 6


def test_html_is_one_table_with_a_group_row_per_group():
    markup = actions_html(ordered(YEAR, ON), YEAR, WORDS, ON, lambda a: "#", caption="Acties")
    assert markup.count("<table") == markup.count("<caption") == 1
    assert markup.count('scope="rowgroup"') == 3
    assert markup.count("<tbody>") == markup.count("</tbody>")
    assert "over de datum" in markup
    assert markup.count("nog niemand") == 2, "also the done one, but without a sign"
    assert markup.count("! </span>nog niemand") == 1


def test_an_action_taken_over_is_followed_and_a_reused_code_is_not():
    before = cycle(actions=[action("1", "running"), action("2", "agreed"), action("3", "proposal")], year=2025)
    now = cycle(
        actions=[action("1-2026", "done", result="Gelukt"), action("2", "dropped", text="Iets anders")], previous=before
    )
    found = {f.then.action_id: f for f in from_last_year(now)}
    assert set(found) == {"1", "2"}
    assert found["1"].now.status == "done"
    assert found["2"].now.status == "agreed", "another action of this year may have the same code"


def test_the_figure_draws_the_counts_and_its_alt_says_them():
    labels = WORDS.codes("action_status")
    counted, late = counts(YEAR.actions), counts([LATE])
    figure = go.Figure(action_bar(labels, counted, late).to_dict())
    in_time, over = figure.data
    assert list(in_time.y) == list(over.y) == list(labels.values())[::-1]
    assert [a + b for a, b in zip(in_time.x, over.x, strict=True)] == list(counted.values())[::-1]
    assert "1, 1 over de datum" in [a.text for a in figure.layout.annotations]
    alt = action_bar_alt(labels, counted, late)
    assert "2 afgesproken, 1 loopt en 1 klaar" in alt
    assert "Over de datum: 1 actie." in alt
    assert len(alt) < 300
    assert "nog geen acties" in action_bar_alt(labels, counts([]), counts([]))
