from core.views import RecordPage
from sources.evidence import Notes

from .models import City


class CityPage(RecordPage):
    model = City
    template_name = "places/city_detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(notes=Notes(), **kwargs)
