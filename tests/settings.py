"""The site's settings in an environment of their own: tests neither need nor obey a developer's .env."""

import os

os.environ.update(
    ENVIRONMENT="development",
    DEBUG="0",
    SECRET_KEY="only-for-tests",
    ALLOWED_HOSTS="",
    PROXY_COUNT="0",
    SECURE_SSL_REDIRECT="",
    CURATOR_PASSWORD="only-for-tests",
)
# Not a developer's releases; a test that makes some names a folder of its own.
os.environ.setdefault("DATA_RELEASES_DIR", "tests/no-releases")
# The database alone is the caller's choice: `make test` runs the same tests on both.
os.environ.setdefault("DATABASE_URL", "sqlite://")

from aieducation.settings import *  # noqa: F403

# Tests log in often, and none depends on how slow that is meant to be.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Logging in without a request, as test clients do, is refused by django-axes. Its own tests switch it on.
AXES_ENABLED = False

# A page from the cache has no context to look at, and a rolled-back test leaves pages behind. Its own tests switch
# it on.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # noqa: F405
