"""The marketplaces Dalil ships with; each comes in through the same door as a stranger's plugin."""
