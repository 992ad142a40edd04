"""The site with the views it is compared with."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
