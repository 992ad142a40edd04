"""The curating admin's common parts: labels, forms, list filters, and the classes every app's admin.py builds on."""
