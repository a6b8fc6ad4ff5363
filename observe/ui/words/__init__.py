"""Words: what the pages say, as plain values. No Streamlit."""
