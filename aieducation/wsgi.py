"""The entry point for WSGI servers: `gunicorn aieducation.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aieducation.settings")

application = get_wsgi_application()
