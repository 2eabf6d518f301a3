"""Reading: a file in, one masked `Reading` out; archives and e-mails are taken apart into their members first."""

from loaders.read.containers import members
from loaders.read.member import Member
from loaders.read.reader import files, read

__all__ = ["Member", "files", "members", "read"]
