"""The server: Streamlit's pages and the sound beside them on one address, and the worker that runs along."""
