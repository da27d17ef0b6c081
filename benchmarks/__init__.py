"""How fast kvtool is, measured beside its peers on the same files in one run: `python -m benchmarks`."""
