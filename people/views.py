from core.views import FilteredList, RecordPage

from .exports import FORMATS
from .filters import PersonFilter
from .models import Person


class PersonList(FilteredList):
    filterset_class = PersonFilter
    formats = FORMATS
    template_name = "people/person_list.html"

    def get_queryset(self):
        return Person.objects.published().for_lists()


class PersonPage(RecordPage):
    model = Person
    formats = FORMATS
    template_name = "people/person_detail.html"

    def get_queryset(self):
        return Person.objects.published().for_page()

    def get_context_data(self, **kwargs):
        namesakes = (
            Person.objects.published().filter(sort_key=self.object.sort_key).exclude(pk=self.object.pk)
        )
        return super().get_context_data(namesakes=namesakes.for_lists(), **kwargs)
