"""Publishing: a draft becomes a release, numbered, never changed afterwards, in one transaction with all it causes."""
