from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.db import IntegrityError, models, transaction

from core.changes import change
from core.models import Curated
from core.natural_keys import kept


class Command(loaddata.Command):
    """Django's loaddata, for records that have to be true.

    Each row is validated like a form would, computed columns included, and an error names file, record and
    field; nothing of a load with an error stays. A reference has to point at a row that stands before it. A row
    that is equal to the stored one is not written again, so that a second load changes nothing.
    """

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--keep-edited",
            action="store_true",
            help="Leave rows alone that somebody has changed since they were first loaded.",
        )

    def handle(self, *fixture_labels, **options):
        self.keep_edited = options.get("keep_edited", False)
        self.kept: list[str] = []
        self.seen: set[tuple] = set()
        with change(by="loaddata"), kept() as self.keys:
            super().handle(*fixture_labels, **options)
        for name in self.kept:
            self.stdout.write(f"Kept as edited: {name}")

    def save_obj(self, obj):
        """Validate and store one row; True when it was handled."""
        row = obj.object
        for field, value in (obj.deferred_fields or {}).items():
            raise CommandError(
                f"{_name(row)}: {field.name}: there is no {field.related_model._meta.verbose_name} {value}"
            )
        if isinstance(row, Curated):
            identity = (
                type(row),
                *(getattr(row, row._meta.get_field(name).attname) for name in row.identity),
            )
            if identity in self.seen:
                raise CommandError(f"{_name(row)}: stands twice; keep one")
            self.seen.add(identity)
        stored = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
        row._state.adding, row._state.db = stored is None, self.using
        if stored is not None and isinstance(row, Curated):
            row.version = stored.version
            if self.keep_edited and stored.version > 1:
                self.kept.append(_name(row))
                return True
        try:
            # What a row refers to was found by its key, and whether a row is unique the database says.
            found = {
                field.name for field in row._meta.fields if field.is_relation and getattr(row, field.attname)
            }
            row.full_clean(exclude=found, validate_unique=False, validate_constraints=False)
            if stored is None or _differs(row, stored):
                self.store(row)
            if isinstance(row, Curated):
                self.keys.remember(row)
        except ValidationError as error:
            raise CommandError(f"{_name(row)}: {_reasons(error)}") from None
        except ObjectDoesNotExist as error:
            raise CommandError(f"{_name(row)}: {error}") from None
        self.models.add(type(row))
        return True

    def store(self, row):
        """Write one row. The database checks its constraints; asked again one by one they say what is wrong."""
        try:
            with transaction.atomic(using=self.using):
                models.Model.save_base(row, using=self.using)
        except IntegrityError:
            row.validate_unique()
            row.validate_constraints()
            raise

    def load_label(self, fixture_label):
        try:
            super().load_label(fixture_label)
        except Exception as error:
            raise CommandError(f"Fixture {fixture_label}: {error}. Nothing was loaded.") from error


def _name(row: models.Model) -> str:
    """A row as its author would look for it in the file."""
    key = row.natural_key() if hasattr(row, "natural_key") else (row.pk,)
    return f"{row._meta.label_lower} {' / '.join(str(part) for part in key if part not in (None, ''))}"


def _reasons(error: ValidationError) -> str:
    fields = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    return "; ".join(f"{field}: {' '.join(messages)}" for field, messages in fields.items())


def _differs(row: models.Model, stored: models.Model) -> bool:
    """Whether a column of ``row`` that is not kept by the database itself differs from the stored one."""
    own = {"created", "modified", "version"}
    return any(
        getattr(row, field.attname) != getattr(stored, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in own and field.editable
    )
