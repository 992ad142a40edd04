from core.views import RecordPage

from .models import City


class CityPage(RecordPage):
    model = City
    template_name = "places/city_detail.html"
