"""The index: ordinary rows on every database. They are derived; `rebuild_search_index` makes them anew."""

from django.db import models

from .fields import TokenField, new_stamp


class State(models.Model):
    """What the index of one kind of record stands at; the row named ``data`` that of all public data."""

    DATA = "data"

    kind = models.CharField(max_length=40, primary_key=True)
    stamp = models.CharField(max_length=32, default=new_stamp)
    definition = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return f"{self.kind} {self.stamp}"


class Entry(models.Model):
    """The searchable text of one public record: a line for each field, of folded words parted by spaces."""

    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="search_entry_unique")]

    def __str__(self):
        return f"{self.kind} {self.number}"


class Posting(models.Model):
    """Where a token stands: a roaring bitmap of the numbers of the records of one chunk. No token: all records."""

    CHUNK = 16  # bits of a number that fall into one chunk

    kind = models.CharField(max_length=40)
    token = TokenField(max_length=64)
    chunk = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    bits = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "token", "chunk"], name="search_posting_unique")
        ]

    def __str__(self):
        return f"{self.kind} {self.token}: {self.count}"


class Column(models.Model):
    """The values of one facet or order for the records of one page, as numbers; see search.columns."""

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    page = models.PositiveIntegerField()
    stamp = models.CharField(max_length=32, default=new_stamp)
    values = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name", "page"], name="search_column_unique")]

    def __str__(self):
        return f"{self.kind} {self.name} {self.page}"


class Term(models.Model):
    """The number that stands for a text in the columns of one name."""

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    text = TokenField(max_length=250)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "name", "text"], name="search_term_unique"),
            models.UniqueConstraint(fields=["kind", "name", "number"], name="search_term_number_unique"),
        ]

    def __str__(self):
        return f"{self.kind} {self.name}: {self.text}"
