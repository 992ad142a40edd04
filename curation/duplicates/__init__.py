"""Finding records that are perhaps one: who is compared, by what, and what curators have decided about it."""
