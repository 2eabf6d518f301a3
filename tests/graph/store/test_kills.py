"""A few of the trials of `kill_trials.py`: loads that are killed leave the old state, the new, or say so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TRIALS = Path(__file__).with_name("kill_trials.py")


@pytest.mark.skipif(sys.platform == "win32", reason="the trials fork a process and kill it by signal")
def test_no_acknowledged_load_is_lost_and_broken_ones_are_finished() -> None:
    done = subprocess.run(
        [sys.executable, TRIALS, "local", "2"], capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("trials=2") == 2
    assert done.stdout.count("lost=0, wrong=0") == 2
