"""Services: what pages and commands ask for and the store answers in one place, without Streamlit."""
