"""The sample recordings can be made again, and say what they need."""

import ctypes.util
import platform
import subprocess
import sys
from pathlib import Path

import pytest

MAKE = Path(__file__).resolve().parents[2] / "recordings_sample" / "make.py"
WITHOUT_FLITE = """
import ctypes, runpy, sys
load = ctypes.CDLL
def missing(name, *args, **options):
    if "flite" in str(name):
        raise OSError(f"{name}: cannot open shared object file")
    return load(name, *args, **options)
ctypes.CDLL = missing
sys.argv = sys.argv[1:]
sys.path.insert(0, sys.argv[0].rpartition("/")[0])
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.mark.skipif(
    ctypes.util.find_library("flite") is None or platform.machine() != "x86_64",
    reason="needs the Debian package flite, on the processor family the checksums were made on",
)
def test_speaking_the_scripts_again_gives_the_same_samples_words_and_cues():
    done = subprocess.run([sys.executable, MAKE, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_flite_one_line_names_the_package_to_install():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_FLITE, MAKE, "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "make.py: flite's library is not here; "
        "install the Debian package flite (apt-get install flite) and run again"
    ]


def test_a_stem_that_has_no_script_is_refused():
    done = subprocess.run([sys.executable, MAKE, "no_such_call"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "no_such_call" in done.stderr
    assert "garden_enquiry" in done.stderr
