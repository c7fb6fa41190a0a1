"""The site people use: Arabic first, complete without JavaScript."""
