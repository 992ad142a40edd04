"""Merging two records of one kind that turn out to be one, and taking that back."""
