"""Tells people about what their saved searches would show: each change is matched once."""
