"""Speech to words: the protocol, and the faster-whisper adapter."""
