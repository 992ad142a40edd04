"""Every setting of the site, read from the environment.

The same file serves every environment: what differs is named by a variable, listed in docs/operating.md.
ENVIRONMENT defaults to production, so that a variable nobody set makes the site refuse to start rather than
start unsafely. Each refusal is one line that names the variable and what to do.
"""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from dotenv import load_dotenv

BASE_DIR = Path(__file__).resolve().parent.parent

# What the environment already says wins over the file.
load_dotenv(BASE_DIR / ".env")


def text(name, default=""):
    return os.environ.get(name, "").strip() or default


def flag(name, *, default):
    value = text(name).lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if not value:
        return default
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def count(name, *, default):
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number such as 0 or 1, not {value!r}.")
    return int(value)


def words(name, default=""):
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


# Environment

ENVIRONMENT = text("ENVIRONMENT", "production")
if ENVIRONMENT not in ("production", "development"):
    raise ImproperlyConfigured(f"ENVIRONMENT must be production or development, not {ENVIRONMENT!r}.")
PRODUCTION = ENVIRONMENT == "production"

# Off in development too: pages should look, and fail, as readers will see them.
DEBUG = flag("DEBUG", default=False)
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG is on in production: remove DEBUG, or set ENVIRONMENT=development.")

SECRET_KEY = text("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing: set it to 50 or more random characters (`make .env` does so)."
    )
if PRODUCTION:
    if SECRET_KEY.startswith(("django-insecure-", "change-me", "changeme", "secret")):
        raise ImproperlyConfigured("SECRET_KEY is a known default: set it to 50 or more random characters.")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
        raise ImproperlyConfigured("SECRET_KEY is too easy to guess: set it to 50 or more random characters.")

ALLOWED_HOSTS = words("ALLOWED_HOSTS", default="" if PRODUCTION else "localhost,127.0.0.1,[::1]")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is missing: set it to the site's host names, parted by commas.")
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS contains *: name the site's own host names instead.")

# How many reverse proxies stand in front. Zero trusts no forwarded header at all.
PROXY_COUNT = count("PROXY_COUNT", default=0)


# The site's name and the licence of its record, as citations, feeds and files give them.
SITE_NAME = "AI Education on Record"
RECORD_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


# Applications: ours come first, so that their templates and commands override those of Django.

INSTALLED_APPS = [
    "core",
    "search",
    "places",
    "topics",
    "sources",
    "organizations",
    "people",
    "events",
    "statements",
    "releases",
    "reconciliation",
    "curation",
    "api",
    "curation.apps.CuratingAdminConfig",  # django.contrib.admin, with our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "django_countries",
    "import_export",
    "simple_history",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "api.middleware.ApiTree",  # first, so that it sees the errors of all others
    # Before whatever readers without an account do not need; pages are kept with all their headers.
    "aieducation.page_cache.PageCache",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.changes.KnowWhoChanges",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.ReadableRefusals",
    "core.middleware.DatabaseOutage",
    # Last, as django-axes asks: it turns a locked-out login into its 429.
    "axes.middleware.AxesMiddleware",
]

LOGIN_REDIRECT_URL = "admin:index"

ROOT_URLCONF = "aieducation.urls"
WSGI_APPLICATION = "aieducation.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sources.evidence.page_notes",
            ],
        },
    },
]


# Database

# Four writers beside eight readers lost a fifth of their writes with Django's own options for SQLite, and
# none with these. WAL lets readers and a writer work side by side, IMMEDIATE makes writers queue instead of
# failing half-way, FULL keeps a committed write through a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def database(url):
    try:
        config = dj_database_url.parse(url)
    except ValueError as error:
        # Without the address itself: it may hold a password.
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME."
        ) from error

    options = config.setdefault("OPTIONS", {})
    if config["ENGINE"] == "django.db.backends.sqlite3":
        # A relative file is beside manage.py, wherever the command is run from.
        if config["NAME"] != ":memory:":
            config["NAME"] = BASE_DIR / config["NAME"]
        # A connection kept open goes on reading when the disk is full; a new one would need to write first.
        config["CONN_MAX_AGE"] = None
        options.update(SQLITE_OPTIONS)
    elif config["ENGINE"] == "django.db.backends.postgresql":
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
        options.setdefault("connect_timeout", 5)
    else:
        raise ImproperlyConfigured(
            "DATABASE_URL must name a sqlite or a postgresql database: no other is supported."
        )
    if not config["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database: end it with /NAME.")
    return config


DATABASES = {"default": database(text("DATABASE_URL", "sqlite:///knowledge.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# Where `manage.py release_data` writes and /data/ reads; relative to manage.py unless it begins with a slash.
DATA_RELEASES_DIR = BASE_DIR / text("DATA_RELEASES_DIR", "data-releases")

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Public pages, in each process. aieducation/page_cache.py says how large one can be: 60 MB at most, together.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}


# Language and time

LANGUAGE_CODE = "en"
# The interface is written to be translated; what is not translated yet is not offered.
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"


# API: for reading, without accounts

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "api.schema.Schema",
    "EXCEPTION_HANDLER": "api.problems.answer",
    "URL_FORMAT_OVERRIDE": None,  # ?format= is an unknown parameter like any other
}
SPECTACULAR_SETTINGS = {
    "TITLE": "AI Education on Record",
    "DESCRIPTION": "Who said what about artificial intelligence in education, where and in what capacity, with "
    "the passage that proves it. What no source states is null; only published records are here.",
    "VERSION": "1",
    "LICENSE": {"name": "CC BY 4.0"},
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "Basis": "sources.models.Citation.Basis",
        "EventKind": "events.models.Event.Kind",
        "OrganizationKind": "organizations.models.Organization.Kind",
        "DocumentKind": "organizations.models.Document.Kind",
        "SourceKind": "sources.models.Source.Kind",
        "NameKind": "people.models.PersonName.Kind",
        "MembershipRole": "organizations.models.Membership.Role",
        "OrganizationRole": "events.models.EventOrganization.Role",
        "ParticipationRole": "events.models.Participation.Role",
        "Voice": "statements.models.Statement.Voice",
        "Form": "statements.models.Statement.Form",
    },
}


# Static files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# In development files are served from where they are written, as they are now: no collectstatic.
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = not PRODUCTION
WHITENOISE_ALLOW_ALL_ORIGINS = False


# Accounts: only curators have one

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"

# Locked by account and address together: by address alone, everybody behind one proxy would share a lock;
# by account alone, a stranger could lock a curator out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_VERBOSE = False
if PROXY_COUNT:
    # Each proxy appends the address that it was called from. ipware counts those that follow the client's
    # own, and unless strict it ignores what a client wrote in front of them.
    AXES_IPWARE_META_PRECEDENCE_ORDER = ("HTTP_X_FORWARDED_FOR",)
    AXES_IPWARE_PROXY_COUNT = PROXY_COUNT - 1
    IPWARE_STRICT = False


# The largest form: MOST_ROWS of core/curating/admins.py, each with some fifteen fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# The longest text that is pasted: MOST_BYTES of curation/intake/texts.py, and what is sent with it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024


# Security headers and cookies

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    # The prefix makes browsers refuse a cookie of that name set by another host or without TLS.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    SECURE_HSTS_SECONDS = int(timedelta(days=730).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", default=PRODUCTION)
# Probes ask the server itself, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


# Logging: to stderr, for whatever runs the process to keep

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers would print a line twice under DEBUG and mail the admins otherwise.
        "django": {"handlers": [], "level": "INFO"},
        # Scanners ask for any host name. They get their 400; the log keeps its room for what can be mended.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
