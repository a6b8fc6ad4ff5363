"""Turns: words and voices joined into who says what, who is agent and customer, and how the talk was shared."""
