"""The compiled view of a problem: arrays that the search kernels read, prepared once and never re-derived."""
