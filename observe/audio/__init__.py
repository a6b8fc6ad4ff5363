"""Decoding recordings and telling what their channels hold."""
