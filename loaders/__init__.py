"""Documents in, facts out: read, extract, resolve, classify, fold."""
