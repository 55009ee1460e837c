"""Sample problems: the Jiaxing city over its real station list, and invented cities of any number for benchmarks."""
