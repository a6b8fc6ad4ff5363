"""Pictures over many calls: their rows, their sentence and their table. No Streamlit; ``charts`` draws them."""
