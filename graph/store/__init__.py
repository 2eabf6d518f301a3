"""The graph store: one driver, one protocol, two servers."""
