"""Threads that wait for each other sleep: beside another busy program the analysis stays nearly as fast."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time

import pytest

NAMES = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME")
#: A network whose threads meet at every step; prints how long a pass of two threads takes, over one of one.
MEET_OFTEN = """
import time
import observe
import torch
network = torch.nn.LSTM(60, 128, 2, bidirectional=True, batch_first=True).eval()
heard = torch.zeros(16, 150, 60)

def seconds(threads):
    torch.set_num_threads(threads)
    network(heard)
    begun = time.perf_counter()
    network(heard)
    network(heard)
    return time.perf_counter() - begun

with torch.inference_mode():
    print(seconds(2) / seconds(1))
"""


def environment(**more: str) -> dict[str, str]:
    """This process's, as it was before observe was imported."""
    return {name: value for name, value in os.environ.items() if name not in NAMES} | more


def ran(code: str, **more: str) -> subprocess.CompletedProcess[str]:
    """What a process of its own wrote, in `environment`."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment(**more), capture_output=True, text=True, check=True)


def ratio() -> float:
    return float(ran(MEET_OFTEN, OMP_NUM_THREADS="2").stdout)


def test_openmp_is_told_before_it_is_loaded():
    told = ran("import observe.diarise.campplus", OMP_DISPLAY_ENV="VERBOSE").stderr
    if "GOMP_SPINCOUNT" not in told:
        pytest.skip("torch brings another OpenMP here")
    assert "OMP_WAIT_POLICY = 'PASSIVE'" in told
    assert "GOMP_SPINCOUNT = '0'" in told


def test_a_users_own_setting_stands():
    show = "import os, observe; print(os.environ['OMP_WAIT_POLICY'])"
    assert ran(show, OMP_WAIT_POLICY="ACTIVE").stdout.strip() == "ACTIVE"


@pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2 or not shutil.which("setsid"),
    reason="needs two cores of Linux",
)
def test_a_busy_program_of_another_session_does_not_hold_up_two_threads():
    # Both ways beside the same busy core, so that it does not matter how fast the machine is: at worst the
    # second thread is no use. Where threads spin, two took eight times as long as one and more.
    before = os.sched_getaffinity(0)
    two = sorted(before)[:2]
    busy = subprocess.Popen(
        ["setsid", sys.executable, "-c", "while True: pass"],
        preexec_fn=lambda: os.sched_setaffinity(0, two[:1]),
    )
    try:
        os.sched_setaffinity(0, two)
        time.sleep(0.2)
        ratios = []
        for _ in range(3):
            ratios.append(ratio())
            if ratios[-1] < 3:
                break
        assert min(ratios) < 3, ratios
    finally:
        os.sched_setaffinity(0, before)
        busy.kill()
        busy.wait()
