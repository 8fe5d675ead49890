"""A document is on disk whole, or not at all."""

import pytest

from monitor.export.whole import write_whole


def test_it_makes_its_folder_and_takes_the_place_of_an_older_one(tmp_path):
    path = tmp_path / "nieuw" / "briefing.docx"
    assert write_whole(path, b"oud") == path
    write_whole(path, b"nieuw")
    assert [(one.name, one.read_bytes()) for one in path.parent.iterdir()] == [("briefing.docx", b"nieuw")]


def test_what_cannot_be_finished_leaves_nothing(tmp_path):
    taken = tmp_path / "map.docx"
    (taken / "iets").mkdir(parents=True)
    with pytest.raises(OSError, match="map"):
        write_whole(taken, b"inhoud")
    assert [one.name for one in tmp_path.iterdir()] == ["map.docx"]
