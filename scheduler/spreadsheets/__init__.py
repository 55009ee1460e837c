"""Excel in and out: the lists as files to download, to fill in, to try, and to take in whole or not at all."""
