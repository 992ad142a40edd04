"""The site as production runs it, on one machine, without TLS and a proxy, beside what it is compared with."""

import os

os.environ.update(
    ENVIRONMENT="development",
    DEBUG="0",
    SECRET_KEY="only-for-benchmarks",  # noqa: S106 (they protect nothing)
    ALLOWED_HOSTS="*",
    CURATOR_PASSWORD="only-for-benchmarks",  # noqa: S106
)

from aieducation.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
# As in production, where no file is looked for anew.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
STATIC_ROOT, STATICFILES_DIRS = BASE_DIR / "static", []  # noqa: F405
# Logging in by code, which django-axes refuses.
AXES_ENABLED = False
