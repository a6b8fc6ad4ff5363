"""Formats: one module each, the only place where times are rounded."""
