"""Calendar feeds: published events kept as bytes, and addresses under which people subscribe to their own."""
