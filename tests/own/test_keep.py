"""The file of the user: what goes in comes out, and a file that was tampered with gives nothing at all."""

from __future__ import annotations

import json
from datetime import date

import pytest

from monitor import catalogue as catalogues
from monitor.own import instruments, keep
from monitor.own.records import SAME, OwnScore

CATALOGUE = catalogues.load()
CARE_TYPE, OTHER_TYPE = list(CATALOGUE.care_types)[:2]
KNOWN = instruments.load()
NATIONAL = next(i for i in KNOWN.instruments.values() if i.is_national)
FOREIGN = next(i for i in KNOWN.instruments.values() if not i.is_national)
MEASURE = NATIONAL.measures[0]
OBSERVER = next(iter(KNOWN.observers))
SCORE = OwnScore(MEASURE, 4.3, date(2026, 6, 3), "Groep <b>geel</b>", NATIONAL.code, "2", SAME, OBSERVER, 4)
OWN = keep.OwnFile(
    date(2026, 11, 22), CARE_TYPE, "De Vlinder & co",
    {CARE_TYPE: (SCORE, OwnScore(MEASURE, 4.6)), OTHER_TYPE: (OwnScore(MEASURE, 73.0, instrument=FOREIGN.code),)},
    {CARE_TYPE: (MEASURE,)}, {MEASURE: "Dit valt op: é, \"'\n<script>"}, "Kijk bij het ophalen.", "Alleen voor mij.",
)  # fmt: skip


def changed(**parts) -> bytes:
    """The file with some of its parts replaced."""
    return json.dumps(json.loads(keep.to_file(OWN)) | parts).encode()


def with_score(**parts) -> bytes:
    """The file with one score, of which some parts were replaced."""
    score = json.loads(keep.to_file(OWN))["scores"][CARE_TYPE][0] | parts
    return changed(scores={CARE_TYPE: [score]})


def test_what_is_kept_comes_back_whole():
    assert keep.from_file(keep.to_file(OWN), CATALOGUE) == OWN


def test_nothing_yet_can_be_kept_too():
    empty = keep.OwnFile(date(2026, 11, 22), CARE_TYPE)
    assert keep.from_file(keep.to_file(empty), CATALOGUE) == empty


def test_a_file_tells_its_kind_and_version():
    found = json.loads(keep.to_file(OWN))
    assert (found["kind"], found["version"]) == (keep.KIND, keep.VERSION)


@pytest.mark.parametrize(
    "content",
    [b"", b"geen json", b"\xff\xfe\x00", b"[]", b"null", b"7", b"{}", b'{"kind": "iets anders"}', b"[" * 100_000,
     b"x" * (keep.LARGEST + 1)],
    ids=["empty", "text", "bytes", "list", "null", "number", "no kind", "other kind", "deep", "large"],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_refused_with_a_remedy(content):
    with pytest.raises(keep.Refused, match="Kies het bestand dat u hier eerder hebt bewaard"):
        keep.from_file(content, CATALOGUE)


@pytest.mark.parametrize(
    "content",
    [
        changed(version=0), changed(version=True), changed(version="1"), changed(saved_on="gisteren"),
        changed(saved_on="0001-01-01"), changed(location=7), changed(scores=[]), changed(scores={CARE_TYPE: {}}),
        changed(points={CARE_TYPE: [MEASURE] * 9}), changed(texts={MEASURE: 1}), changed(reflection="x" * 100_000),
        with_score(score="4,3"), with_score(score=True), with_score(score=None), with_score(observations=0),
        with_score(observations=1.5), with_score(observations=True), with_score(same_version="misschien"),
        with_score(observed_on="2026-13-01"), with_score(group=None),
    ],
)  # fmt: skip
def test_a_part_of_the_wrong_sort_refuses_the_whole_file(content):
    with pytest.raises(keep.Refused, match="Er is niets overgenomen"):
        keep.from_file(content, CATALOGUE)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(number):
    content = keep.to_file(OWN).replace(b"4.3", number.encode())
    with pytest.raises(keep.Refused, match="Er is niets overgenomen"):
        keep.from_file(content, CATALOGUE)


@pytest.mark.parametrize(
    "content",
    [
        changed(care_type="crèche"), changed(scores={"crèche": []}), changed(points={CARE_TYPE: ["crèche"]}),
        with_score(measure="crèche"), with_score(instrument="crèche"), with_score(observer="crèche"),
    ],
)  # fmt: skip
def test_a_code_that_this_monitor_does_not_know_is_named(content):
    with pytest.raises(keep.Refused, match=r"'crèche'.*Er is niets overgenomen"):
        keep.from_file(content, CATALOGUE)


def test_a_score_off_the_scale_of_a_national_instrument_is_refused():
    with pytest.raises(keep.Refused, match="73 ligt buiten de schaal van 1 tot 7"):
        keep.from_file(with_score(score=73), CATALOGUE)


def test_a_newer_file_asks_for_a_newer_page():
    with pytest.raises(keep.Refused, match="nieuwere versie"):
        keep.from_file(changed(version=keep.VERSION + 1), CATALOGUE)
