"""An index is of one source: its cursor tells nothing of what another one holds."""

from search.errors import IndexForeign


def agreed(kept: str, given: str) -> str:
    """Return the source to keep, where either may be unknown (empty); raises IndexForeign for two."""
    if kept and given and kept != given:
        raise IndexForeign(f"the index is of {kept}, not of {given}")
    return given or kept
