"""Whatever a file of the user holds: what this page wrote comes back whole, anything else is refused in Dutch."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import catalogue as catalogues
from monitor.own import instruments, keep
from monitor.own.records import OTHER, SAME, UNKNOWN, OwnScore

CATALOGUE = catalogues.load()
KNOWN = instruments.load()
TYPE = sorted(CATALOGUE.care_types)[0]
CODES = sorted(CATALOGUE.measures)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
days = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@st.composite
def scores(draw) -> OwnScore:
    measure = CATALOGUE.measures[draw(st.sampled_from(CODES))]
    instrument = draw(st.sampled_from(["", *KNOWN.instruments]))
    return OwnScore(
        measure.code, draw(st.floats(measure.scale_min, measure.scale_max)), draw(st.none() | days), draw(texts), instrument,
        draw(texts), draw(st.sampled_from([SAME, OTHER, UNKNOWN])), draw(st.sampled_from(["", *KNOWN.observers])),
        draw(st.integers(1, 1000)),
    )  # fmt: skip


types = st.sampled_from(sorted(CATALOGUE.care_types))
files = st.builds(
    keep.OwnFile, days, types, texts, st.dictionaries(types, st.lists(scores(), max_size=4).map(tuple), max_size=3),
    st.dictionaries(types, st.lists(st.sampled_from(CODES), max_size=3).map(tuple), max_size=3),
    st.dictionaries(texts, texts, max_size=3), texts, texts,
)  # fmt: skip
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def refused_or_whole(content: bytes) -> None:
    """Reading raises `Refused`, or gives something that can be kept again."""
    try:
        found = keep.from_file(content, CATALOGUE)
    except keep.Refused:
        return
    assert keep.from_file(keep.to_file(found), CATALOGUE) == found


@settings(max_examples=60, deadline=None)
@given(files)
def test_what_is_kept_comes_back_whole(own):
    assert keep.from_file(keep.to_file(own), CATALOGUE) == own


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | trees.map(lambda tree: json.dumps(tree).encode()))
def test_what_is_no_file_of_ours_is_refused(content):
    with pytest.raises(keep.Refused):
        keep.from_file(content, CATALOGUE)


@settings(max_examples=200, deadline=None)
@given(files, st.data())
def test_a_file_in_which_anything_was_changed_is_refused_or_whole(own, data):
    plain = json.loads(keep.to_file(own))
    place, key = plain, data.draw(st.sampled_from(sorted(plain)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(trees)
    refused_or_whole(json.dumps(plain).encode())


@pytest.mark.parametrize("number", ["1" + "0" * 400, "-1" + "0" * 400, "1" + "0" * 5000])
@pytest.mark.parametrize("part", ["score", "observations"])
def test_a_number_beyond_all_bounds_is_refused(number, part):
    own = keep.OwnFile(date(2026, 1, 1), TYPE, scores={TYPE: (OwnScore(CODES[0], 3.0, observations=3),)})
    written = (
        keep.to_file(own)
        .decode()
        .replace(f'"{part}": 3.0' if part == "score" else f'"{part}": 3', f'"{part}": {number}')
    )
    with pytest.raises(keep.Refused):
        keep.from_file(written.encode(), CATALOGUE)


def test_half_a_sign_is_refused():
    content = keep.to_file(keep.OwnFile(date(2026, 1, 1), TYPE, location="@")).replace(b"@", b"\\ud800")
    with pytest.raises(keep.Refused):
        keep.from_file(content, CATALOGUE)
