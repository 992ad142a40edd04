"""The search over every kind of record: the best of each, and the way to its filtered list."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from core.filters import FacetedFilterSet
from core.paging import Page
from core.views import FilteredList
from events.views import EventList
from organizations.views import DocumentList, OrganizationList
from people.views import PersonList
from search.query import LONGEST
from sources.views import SourceList
from statements.views import StatementList


@dataclass(frozen=True)
class Kind:
    """A list that is searched: its name in the addresses, its heading, and the template of its rows."""

    name: str
    heading: str | Promise
    view: type[FilteredList]
    entries: str


KINDS = (
    Kind("statements", _("Statements"), StatementList, "statements/_statement_entries.html"),
    Kind("people", _("People"), PersonList, "people/_person_entries.html"),
    Kind("events", _("Events"), EventList, "events/_entries.html"),
    Kind("organizations", _("Organizations"), OrganizationList, "organizations/_organization_entries.html"),
    Kind("documents", _("Documents"), DocumentList, "organizations/_document_entries.html"),
    Kind("sources", _("Sources"), SourceList, "sources/_source_entries.html"),
)
BEST = 5  # rows of each kind


@dataclass
class Found:
    """What one kind has: the best rows, and the address of the list of all of them."""

    kind: Kind
    filterset: FacetedFilterSet
    page: Page
    address: str


class WordsForm(forms.Form):
    """What is searched for."""

    q = forms.CharField(required=False, max_length=LONGEST)


class SearchPage(View):
    """Finds in all kinds of record at once. Without words it says how to search."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        form = WordsForm(request.GET)
        words, found, problems = "", [], []
        if form.is_valid():
            words = form.cleaned_data["q"]
            found, problems = search_all(words) if words else ([], [])
        else:
            problems = form.errors["q"]
        context = {
            "words": words,
            "found": [each for each in found if each.page.count],
            "problems": problems,
            "suggestions": suggestions(found),
            "total": sum(each.page.count for each in found),
        }
        return TemplateResponse(request, "search.html", context, status=400 if problems else 200)


def search_all(words: str) -> tuple[list[Found], list[str]]:
    """What each kind has for ``words``, or why they cannot be read."""
    found: list[Found] = []
    refused: list[str] = []
    for kind in KINDS:
        asked = QueryDict(mutable=True)
        asked.update({"q": words, "sort": "relevance", "page_size": str(BEST)})
        filterset = kind.view.filterset_class(asked, queryset=kind.view().get_queryset())
        try:
            page = filterset.page()
        except ValidationError as error:
            refused += error.messages
            continue
        query: Any = QueryDict(mutable=True)
        query["q"] = words
        found.append(Found(kind, filterset, page, f"{reverse(kind.name)}?{query.urlencode()}"))
    return found, [] if found else list(dict.fromkeys(refused))


def suggestions(found: list[Found]) -> list[str]:
    """Other words to search for, when no kind has anything."""
    if any(each.page.count for each in found):
        return []
    texts = (each.filterset.suggestion for each in found)
    return list(dict.fromkeys(text for text, _query in filter(None, texts)))
