"""One module a file format; every reader returns masked text with places."""
