"""Notices: who is told of a release, in the product's inbox always, and by their channels as soon as these take it."""
