"""The browser app's entry script."""
