"""Judges how well the search finds, on data that people judged."""
