"""The library behind *Kwaliteit in beeld*: data in, verdicts, figures and sentences out. It never imports Streamlit."""
