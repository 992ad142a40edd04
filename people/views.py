from django.db.models import Prefetch

from core.views import FilteredList, RecordPage
from sources.querysets import evidence_of

from .filters import PersonFilter
from .models import Affiliation, Person


def affiliations():
    """Public affiliations with their organization and evidence."""
    return (
        Affiliation.objects.published()
        .select_related("organization__parent")
        .prefetch_related(*evidence_of(Affiliation, ""))
    )


class PersonList(FilteredList):
    filterset_class = PersonFilter
    template_name = "people/person_list.html"

    def get_queryset(self):
        return Person.objects.published().prefetch_related(Prefetch("affiliations", affiliations()))


class PersonPage(RecordPage):
    model = Person
    template_name = "people/person_detail.html"

    def get_queryset(self):
        return Person.objects.published().prefetch_related(
            "names", Prefetch("affiliations", affiliations()), *evidence_of(Person, "")
        )

    def get_context_data(self, **kwargs):
        namesakes = (
            Person.objects.published().filter(sort_key=self.object.sort_key).exclude(pk=self.object.pk)
        )
        return super().get_context_data(
            namesakes=namesakes.prefetch_related(Prefetch("affiliations", affiliations())),
            **kwargs,
        )
