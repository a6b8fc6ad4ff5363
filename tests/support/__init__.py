"""What tests and benchmarks share: calls without a model, the app under way, Chromium. Nothing of pytest."""
