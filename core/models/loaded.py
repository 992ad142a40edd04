from django.db import models


class LoadedFixture(models.Model):
    """A fixture file as it was last loaded, so that an unchanged one is not loaded again."""

    name = models.CharField(max_length=200, unique=True)
    sha256 = models.CharField(max_length=64)

    def __str__(self):
        return self.name
