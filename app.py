"""The browser app's pages; ``observe app`` serves them, with the recordings' sound beside them."""

import streamlit as st

from observe.ui.pages import PAGES, intro

st.set_page_config(page_title="observe", page_icon="🎧", layout="wide")

page = st.navigation([st.Page(show, **about) for show, about in PAGES], position="top")
intro()
page.run()
