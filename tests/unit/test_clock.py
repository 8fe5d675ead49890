"""Days are days in the Netherlands, wherever the server stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo

import pytest

from monitor import clock


def at(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock at a moment in UTC."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Stopped)


@pytest.mark.parametrize(
    ("moment", "day", "hour"),
    [
        ("2026-05-31T21:59", date(2026, 5, 31), 23),
        ("2026-05-31T22:30", date(2026, 6, 1), 0),
        ("2026-12-31T23:30", date(2027, 1, 1), 0),
    ],
)
def test_the_day_begins_at_dutch_midnight(moment: str, day: date, hour: int, monkeypatch: pytest.MonkeyPatch) -> None:
    at(moment, monkeypatch)

    assert clock.today() == day
    assert (clock.now().hour, clock.now().tzinfo) == (hour, None)


def test_a_moment_of_the_journal_is_told_in_dutch_time() -> None:
    assert clock.local("2026-01-15T23:30:00.000001Z") == datetime(2026, 1, 16, 0, 30, 0, 1)
    assert clock.local("2026-07-15T12:00:00.000000Z") == datetime(2026, 7, 15, 14)
