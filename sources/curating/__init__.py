"""What the admin of every app with citations builds on: captured texts, citations, evidence."""
