"""observe: active-listening cues in consented call recordings, mapped to marking points."""

__version__ = "0.1.0"
