"""The `dudao` command: files in, files and words out; the only place where a terminal is known."""
