"""Scores from a file: read it, show what is in it, and put it in the session when the user agrees."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import streamlit as st

from monitor.export.kinds import XLSX
from monitor.own import files
from monitor.own import instruments as known_instruments
from monitor.own.records import OwnScore
from monitor.table_html import to_html
from monitor.tables import COUNT, Column, Table
from monitor.wording.numbers import count, listing, lower_first
from widgets import downloads, import_parts
from widgets.chart_block import paragraph
from widgets.own import asked, held
from widgets.own.view import View, choose, go
from widgets.url import as_text

_READ, _FILE, _DONE = "own.read", "own.file", "own.file_done"


def show(view: View) -> None:
    st.header("Lees een bestand met eigen scores in", anchor=False)
    paragraph("Meer groepen en meer data mogen in één bestand. Wij bewaren het bestand niet.")
    done = st.session_state.pop(_DONE, "")
    if done:
        st.success(as_text(done), icon=":material/check_circle:")
        st.button("Ga naar Vergelijk", key="own_go", on_click=go, args=("vergelijk",))
    with st.expander("Voorbeeldbestand om in te vullen"), st.container(horizontal=True):
        downloads.empty_form(
            "Eigen scores (XLSX)", data=lambda: files.template_xlsx(view.catalogue),
            file_name="eigen_scores.xlsx", mime=XLSX, key="own_template_xlsx",
        )  # fmt: skip
        downloads.empty_form(
            "Eigen scores (CSV)", data=lambda: files.template_csv(view.catalogue),
            file_name="eigen_scores.csv", mime="text/csv", key="own_template_csv",
        )  # fmt: skip
    uploaded = st.file_uploader("Bestand kiezen (XLSX of CSV)", type=["xlsx", "csv", "txt", "tsv"], key="own_upload")
    if uploaded is None:
        st.session_state.pop(_READ, None)
        return
    if st.session_state.get(_FILE) != uploaded.file_id or _READ not in st.session_state:
        st.session_state[_FILE] = uploaded.file_id
        st.session_state[_READ] = _read(uploaded, view)
    _outcome(st.session_state[_READ], view)


def _read(uploaded, view: View) -> files.Read:
    """The file is on disk only while it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(uploaded.name).name
        path.write_bytes(uploaded.getvalue())
        return files.read(path, view.catalogue)


def _outcome(found: files.Read, view: View) -> None:
    if found.problems:
        st.error(
            f"{count(len(found.problems), 'punt klopt', 'punten kloppen')} niet. Er is niets overgenomen.",
            icon=":material/error:",
        )
        columns = (
            Column("where", "Waar"), Column("read", "Gelezen"), Column("message", "Wat er mis is en wat u kunt doen"),
        )  # fmt: skip
        rows = tuple(
            (import_parts.where(x), x.value, import_parts.told(x)) for x in found.problems[: import_parts.SHOWN]
        )
        st.html(to_html(Table("Wat er niet klopt", columns, rows)))
    else:
        columns = (Column("care_type", "Opvangsoort"), Column("n", "Scores", COUNT))
        rows = tuple((view.catalogue.label(code), len(scores)) for code, scores in found.by_care_type.items())
        st.html(to_html(Table("Wat er in dit bestand staat", columns, rows)))
        answered = _asked(found, view)
        st.button("Neem deze scores over", type="primary", key="own_take", on_click=_take, args=(answered, view))
    for note in found.notes:
        paragraph(note)


def _asked(found: files.Read, view: View) -> dict[str, tuple[OwnScore, ...]]:
    """The scores, with what the file does not tell of version and observer answered by the user."""
    known = known_instruments.load(view.catalogue.folders)
    national = [
        score
        for scores in found.by_care_type.values()
        for score in scores
        if score.instrument in known.instruments and known.instruments[score.instrument].is_national
    ]
    answers = {}
    if any(not score.version for score in national):
        measures = dict.fromkeys(view.catalogue.measures[score.measure] for score in national)
        answers["same_version"] = asked.version(view, measures)
    if any(not score.observer for score in national):
        answers["observer"] = asked.observer(known)

    def answered(score: OwnScore) -> OwnScore:
        untold = {"same_version": not score.version, "observer": not score.observer}
        return replace(score, **{name: answer for name, answer in answers.items() if untold[name]})

    return {code: tuple(answered(score) for score in scores) for code, scores in found.by_care_type.items()}


def _take(by_care_type: dict[str, tuple[OwnScore, ...]], view: View) -> None:
    """Put the scores with those that are there; the page then shows a care type of which there are some."""
    replaced = sum(held.add_scores(code, scores) for code, scores in by_care_type.items())
    told = held.added_text(sum(map(len, by_care_type.values())), replaced)
    if view.care_type.code not in by_care_type:
        choose(next(iter(by_care_type)), view.catalogue)
    labels = [lower_first(view.catalogue.label(code)) for code in by_care_type]
    st.session_state[_DONE] = f"{told} Ze gaan over: {listing(labels)}."
