"""Whole commands in a process of their own: wall time, and the memory of the process with all that it starts."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.benchmarks.clock import ROOT

PARALLAX = [sys.executable, "-m", "api"]
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PATH": os.defpath}
_MEMORY = ("/health", "/console/sign-in", "/r/aaaaaaaaaaaaaaaaaaaaaaaaaa")


def command_seconds(arguments: list[str], folder: Path, rounds: int = 3) -> float:
    """Wall seconds of a whole command, start-up included, best of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([*PARALLAX, *arguments], cwd=folder, check=True, capture_output=True, env=ENVIRONMENT)
        best = min(best, time.perf_counter() - start)
    return best


def command_cost(arguments: list[str], folder: Path) -> tuple[float, float, float]:
    """Wall seconds, processor seconds of all processes, and the largest memory in MB that they held together (shared pages split)."""
    before, start, most = os.times(), time.perf_counter(), 0.0
    process = subprocess.Popen([*PARALLAX, *arguments], cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, sum(_megabytes(pid) for pid in _with_children(process.pid)))
        time.sleep(0.1)
    seconds, after = time.perf_counter() - start, os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, used, most


def served_megabytes(folder: Path) -> float:
    """Peak resident memory of a served process after a welcome page and a sign-in page, in MB."""
    subprocess.run([*PARALLAX, "demo", "--no-serve", "--dir", str(folder)], cwd=ROOT, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**ENVIRONMENT, "PARALLAX_DATABASE_URL": f"sqlite:///{folder / 'parallax.db'}"}
    process = subprocess.Popen([*PARALLAX, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL, cwd=ROOT)
    try:
        for _ in range(100):
            if _visited(port):
                break
            time.sleep(0.1)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def _visited(port: int) -> bool:
    try:
        for path in _MEMORY:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read()
            except urllib.error.HTTPError:
                continue  # an unknown link answers 404, which costs memory too
    except OSError:
        return False
    return True


def _with_children(pid: int) -> list[int]:
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(one for child in below for one in _with_children(int(child)))]


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
