"""Measures speed against the bare libraries below, as ratios of one run on one machine."""
