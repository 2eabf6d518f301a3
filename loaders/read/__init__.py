"""Reading: a file in, one masked `Reading` out."""

from loaders.read.reader import files, read

__all__ = ["files", "read"]
