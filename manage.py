#!/usr/bin/env python
"""Django's command line for this site: migrate, serve, createsuperuser, …"""

import importlib
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aieducation.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed for this Python: run `make serve` once, then use .venv/bin/python.")

    # A wrong setting is the operator's to fix: one line tells them, a traceback would bury it.
    try:
        importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except ImproperlyConfigured as error:
        sys.exit(f"Cannot start: {error}")

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
