"""Words: what the pages say, and the addresses and cookies they use, as plain values. No Streamlit."""
