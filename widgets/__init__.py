"""The only shared Streamlit code: the frame, the filter bar, the chart block, links and the basket."""
