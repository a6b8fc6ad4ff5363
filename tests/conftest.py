"""What holds for every test: properties are about what comes out, never about how long a busy machine takes."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("observe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("observe")
