"""Statistics on plain numbers: no data access, no wording, no Streamlit."""

from monitor.statistics.verdict import Summary, Verdict, judge, judge_family

__all__ = ["Summary", "Verdict", "judge", "judge_family"]
