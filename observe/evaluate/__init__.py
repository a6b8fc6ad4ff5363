"""Scores against human references: words, speakers, cues."""
