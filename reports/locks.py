"""The drawing library's switches, set in code before anything is drawn, so that no file or variable of the machine changes a report.

The library reads settings from the environment and from files on the path; what could reach the network, evaluate a text
or change the bytes is fixed here. `reports/__init__` imports this module first.
"""

from typing import Any

from reportlab import rl_config

LOCKED: dict[str, Any] = {
    "trustedHosts": None,  # no host is trusted: nothing is fetched because of a text
    "trustedSchemes": [],
    "toColorCanUse": None,  # a colour is never evaluated as an expression
    "useA85": 0,
    "pageCompression": 1,
    "invariant": 1,
    "allowTableBoundsErrors": 1,
    "shapedFontGlob": None,
    "autoGenerateMissingTTFName": 0,
    "verbose": 0,
    "warnOnMissingFontGlyphs": 0,
}


def lock() -> None:
    """Fix every switch of `LOCKED`; calling it again changes nothing."""
    for name, value in LOCKED.items():
        setattr(rl_config, name, value)


lock()
