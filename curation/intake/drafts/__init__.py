"""The drafts that proposals become, each as a form: filled in by the reading, accepted as it is or corrected."""
