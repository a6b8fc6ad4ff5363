"""The browser app's pages; ``observe app`` serves them, with the recordings' sound beside them."""

import streamlit as st

from observe.ui.pages import intro, menu

st.set_page_config(page_title="observe", page_icon="🎧", layout="wide")

page = st.navigation(menu(), position="top")
intro()
page.run()
