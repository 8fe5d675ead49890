"""A drawn figure stays plain data until somebody looks into it, and is then the same figure."""

import copy
import json
import pickle
import threading

import plotly.graph_objects as go
import plotly.io
import pytest

from monitor.figures import template as t

TRACES = [{"type": "scatter", "x": [1, 2], "y": [3.5, None], "name": "één"}]


@pytest.fixture
def drawn() -> go.Figure:
    return t.figure(TRACES, t.layout(height=200, annotations=[t.note("tekst")]))


def test_it_is_sent_as_the_figure_that_plotly_would_have_made(drawn: go.Figure) -> None:
    plotlys = go.Figure(drawn.to_dict(), _validate=False)
    assert json.loads(plotly.io.to_json(drawn)) == json.loads(plotly.io.to_json(plotlys))


def test_who_looks_into_it_finds_plotlys_own_objects(drawn: go.Figure) -> None:
    assert drawn.layout.height == 200
    assert drawn.data[0].name == "één"
    assert not hasattr(drawn, "nonsense")
    assert go.Figure(drawn).layout.annotations[0].text == "tekst"


def test_a_copy_is_the_same_figure(drawn: go.Figure) -> None:
    for made in (copy.deepcopy(drawn), pickle.loads(pickle.dumps(drawn))):
        assert made.layout.height == 200
        assert made.to_dict() == drawn.to_dict()


def test_threads_that_look_at_the_same_moment_all_see_all_of_it() -> None:
    figures = [t.figure(TRACES * 20, t.layout(height=200)) for _ in range(20)]
    start = threading.Barrier(4)
    seen: list[int] = []

    def look() -> None:
        start.wait()
        seen.extend(len(figure.data) + figure.layout.height for figure in figures)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [220] * 80
