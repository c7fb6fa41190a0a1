"""Adds --record-sites, which writes what the plugins read in the recorded pages."""

from aggregator.sdk.testing import pytest_addoption

__all__ = ["pytest_addoption"]
