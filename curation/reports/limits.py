"""How many reports are taken, so that the queue stays readable; without keeping who sent them."""

from datetime import timedelta

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import ErrorReport

HOUR = 3600  # seconds
MOST_OF_ONE = 5  # reports an hour from one address, in each process of the server
MOST_OF_ALL = 60  # reports an hour altogether


def is_full() -> bool:
    """Whether as many reports as we can read have come within the last hour."""
    since = timezone.now() - timedelta(seconds=HOUR)
    return ErrorReport.objects.filter(created__gte=since).count() >= MOST_OF_ALL


def has_sent_enough(request: HttpRequest) -> bool:
    """Whether this address has sent its share of the hour; each call counts as one more.

    Kept for that hour, in memory alone, is a number under a keyed hash of the address that is another one each day.
    """
    day = timezone.localdate().isoformat()
    name = salted_hmac(f"curation.reports {day}", get_client_ip_address(request) or "").hexdigest()
    key = f"reports-{name}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > MOST_OF_ONE
    except ValueError:  # it has just run out
        return False
