"""How fast saved searches are matched, beside the percolator of a real server."""
