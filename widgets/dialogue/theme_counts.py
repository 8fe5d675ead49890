"""Thema's for who sees counts only: how often each theme was spoken about, and nothing of what was said."""

from __future__ import annotations

from monitor.dialogues.theme_tables import themes_short_table, themes_table
from monitor.dialogues.themes import ThemeSummary, held_sentence
from monitor.table_html import to_html
from monitor.wording.numbers import count
from widgets.chart_block import Block
from widgets.chart_block import show as show_block
from widgets.dialogue import parts
from widgets.dialogue.view import View

NOT_TOLD = "Waarover is gesproken, ziet u hier niet"


def show(view: View, summaries: tuple[ThemeSummary, ...]) -> None:
    held = held_sentence(view.cycle, view.on)
    spoken = count(sum(summary.dialogues > 0 for summary in summaries), "thema", "thema's")
    is_told = not held or any(summary.of for summary in summaries)
    show_block(
        Block(
            key="themas", page=parts.PAGE, headline=f"Over {spoken} is gesproken" if is_told else NOT_TOLD,
            subline="U ziet hoe vaak een thema is besproken. De antwoorden zelf ziet de werkgroep.", sentence=held,
            source=parts.source(view), table=themes_table(summaries), body=to_html(themes_short_table(summaries)),
            is_table=True,
        ),
        view.here,
    )  # fmt: skip
