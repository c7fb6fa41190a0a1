"""Frozen values and rules of the trade; no input or output happens here."""
