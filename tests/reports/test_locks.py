"""Settings of the machine change nothing in the drawing library."""

import subprocess
import sys


def test_switches__hostile_environment__stay_locked() -> None:
    program = "import reports; from reportlab import rl_config as c; "
    program += "print(c.trustedHosts, c.trustedSchemes, c.toColorCanUse, c.useA85, c.invariant)"
    environment = {
        "PATH": "/usr/bin:/bin",
        "RL_trustedHosts": "*",
        "RL_toColorCanUse": "rl_safe_eval",
        "RL_useA85": "1",
        "RL_invariant": "0",
    }
    printed = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["None", "[]", "None", "0", "1"]
