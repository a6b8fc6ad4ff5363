"""Widgets: parts of a page that Streamlit draws, each used by one page or by several."""
