"""Lets `python -m aggregator` do what `dalil` does."""

from aggregator.cli import main

main()
