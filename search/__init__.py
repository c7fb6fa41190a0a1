"""Finds listings in Arabic and English; a leaf library that knows nothing of the application."""
