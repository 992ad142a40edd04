import uuid

from django.db import models


def new_stamp() -> str:
    """A stamp that no other state of the data has had, one that was rolled back included."""
    return uuid.uuid4().hex


class TokenField(models.CharField):
    """Text that is compared by code points on both databases, so that a prefix is a range."""

    def db_parameters(self, connection):
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}
