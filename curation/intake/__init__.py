"""Intake: reads an article and proposes what it says. A curator decides; nothing is published by a machine."""
