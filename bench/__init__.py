"""Benchmarks: a synthetic record of any size, and how fast the site serves it. `make bench` runs them."""
