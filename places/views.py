from core.views import RecordPage

from .exports import FORMATS
from .models import City


class CityPage(RecordPage):
    model = City
    formats = FORMATS
    template_name = "places/city_detail.html"
