"""The search by words, and the order of the rows."""

import django_filters
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 200  # characters of a search
RELEVANCE = "relevance"


class WordsFilter(django_filters.CharFilter):
    """Rows found by words. How they are understood, and what they find, the index says."""

    def __init__(self, **kwargs):
        super().__init__(
            label=kwargs.pop("label", _("Words")), max_length=LONGEST_WORDS, strip=True, **kwargs
        )
        self.phrase = _("with the words “%(values)s”")


class SortFilter(django_filters.ChoiceFilter):
    """The order of the rows: the index's orders by name, with their labels; the first is the default."""

    def __init__(self, orders: dict[str, str], **kwargs):
        self.orders = orders
        super().__init__(label=_("Sorted by"), choices=list(orders.items()), empty_label=None, **kwargs)
