"""Errors that readers report from any public page, and the queue in which curators settle them."""
