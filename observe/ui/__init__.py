"""The browser app: pure view functions, and the Streamlit pages that show them."""
