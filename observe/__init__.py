"""observe: active-listening cues in consented call recordings, mapped to marking points."""

import os

__version__ = "0.1.0"

# OpenMP reads these once, when the first library that brings it is loaded, so they are set before any can be.
# Its threads wait for each other at every step of a network. By default they do so spinning, and where another
# program has a core to itself, those that spin hold the core that the one they wait for needs. A user's own
# settings stand.
for _name, _value in (("OMP_WAIT_POLICY", "PASSIVE"), ("GOMP_SPINCOUNT", "0"), ("KMP_BLOCKTIME", "0")):
    os.environ.setdefault(_name, _value)
