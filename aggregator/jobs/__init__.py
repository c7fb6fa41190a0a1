"""What runs by the clock: a table of jobs, each of which calls one service."""
