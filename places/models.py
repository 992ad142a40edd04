from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from core.models import Addressed, filled


class City(Addressed):
    """A place with coordinates and country, after GeoNames. Part of the vocabulary, always public."""

    name = models.CharField(_("name"), max_length=120, help_text=_("The English name."))
    native_name = models.CharField(_("native name"), max_length=120, blank=True)
    native_language = models.CharField(_("language of the native name"), max_length=20, blank=True)
    country = CountryField(_("country"))
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    geonames_id = models.PositiveIntegerField(_("GeoNames id"), unique=True)

    class Meta(Addressed.Meta):
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [
            filled("name"),
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="places_city_is_on_earth",
                violation_error_message=_("A latitude lies within ±90, a longitude within ±180 degrees."),
            ),
        ]

    def __str__(self):
        return self.name
