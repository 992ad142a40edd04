"""Forms that lose nobody's work: each knows the version it began from, and checks every rule of the database."""

import re

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Status
from core.partial_dates import PartialDateField
from core.publishing import hidden_references, statuses_after

from .labels import LabelledSelect, SharedLabels

ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class CuratedForm(forms.ModelForm):
    """The form of a curated row."""

    version_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["version_seen"] = self.instance.version

    def clean(self):
        values = super().clean()
        if not self.instance._state.adding and self.cleaned_data.get("version_seen") != self.instance.version:
            raise ValidationError(stale(self.instance), code="stale")
        return values

    def _post_clean(self):
        try:
            super()._post_clean()
        except ObjectDoesNotExist:
            # A rule of the model looked at a record that this form, or the one it is part of, fails to name.
            if not self.errors:
                self.add_error(None, _("This can be checked once the errors above are mended."))
        if not self.errors:
            self._check_constraints()

    def _check_constraints(self):
        """Check the constraints that Django skips because they involve more than this form's own fields."""
        try:
            for field in self.instance._meta.fields:
                if isinstance(field, PartialDateField):
                    field.pre_save(self.instance, add=False)  # its days are what constraints compare
            unsaved = {
                field.name
                for field in self.instance._meta.fields
                if field.is_relation and getattr(self.instance, field.attname) is None and not field.null
            }
            self.instance.validate_constraints(exclude=unsaved)
        except ValidationError as error:
            self._update_errors(error)


def stale(row) -> str:
    """What to say to whoever saves a form of ``row`` that began from an older version."""
    entry = (
        LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
        .select_related("user")
        .first()
    )
    if entry is None:
        who = _("Somebody has changed “%(row)s” since you opened this form.") % {"row": row}
    else:
        who = _("%(user)s changed “%(row)s” on %(when)s, after you had opened this form.") % {
            "user": entry.user.get_username(),
            "row": row,
            "when": date_format(localtime(entry.action_time), "DATETIME_FORMAT"),
        }
    return (
        who
        + " "
        + _(
            "Nothing was saved, and what you typed still stands below. Open the record in another window, "
            "compare, and make your changes there."
        )
    )


class AddressedForm(CuratedForm):
    """The form of a row with an address."""

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug != self.initial.get("slug") and not ADDRESS.fullmatch(slug):
            raise ValidationError(
                _("Write lower-case letters and digits without accents, joined by hyphens.")
            )
        return slug


class RecordForm(AddressedForm):
    """The form of a record: it offers only the statuses that may follow, and to whom."""

    reviewer = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.status_before = Status.DRAFT if self.instance._state.adding else Status(self.instance.status)
        if "status" in self.fields:
            allowed = statuses_after(self.status_before, reviewer=self.reviewer)
            self.fields["status"].choices = [(status.value, status.label) for status in allowed]

    def _post_clean(self):
        super()._post_clean()
        if self.errors or self.instance.status != Status.PUBLISHED:
            return
        if {"status", *self.instance.public_with} & set(self.changed_data):
            for problem in hidden_references(self.instance):
                self.add_error("status", problem)


class CuratedFormSet(BaseInlineFormSet):
    """Rows edited within the form of the record they belong to."""

    def __init__(self, *args, **kwargs):
        self.shared_labels = {}
        super().__init__(*args, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = field.widget
            if isinstance(widget, RelatedFieldWidgetWrapper):
                widget = widget.widget
            if isinstance(widget, LabelledSelect) and index is not None:
                widget.shared = self.shared_labels.setdefault(name, SharedLabels(self, name, widget))

    def clean(self):
        super().clean()
        self._refuse_stale_removals()
        self._refuse_repetitions()

    @property
    def kept_forms(self):
        """The forms of rows that will be there after saving."""
        return [
            form
            for form in self.forms
            if not (self.can_delete and self._should_delete_form(form))
            and (form.has_changed() or not form.instance._state.adding)
        ]

    def _refuse_stale_removals(self):
        # Django does not validate the form of a row that is to be removed.
        for form in self.initial_forms:
            if form.instance._state.adding or not (self.can_delete and self._should_delete_form(form)):
                continue
            if "version_seen" in form.fields and form["version_seen"].value() != str(form.instance.version):
                raise ValidationError(stale(form.instance), code="stale")

    def _refuse_repetitions(self):
        # Django compares the rows of a form only by constraints that are a plain list of fields.
        seen = set()
        for form in self.kept_forms:
            identity = tuple(
                getattr(form.instance, form.instance._meta.get_field(name).attname)
                for name in getattr(self.model, "identity", ())
            )
            if identity and identity in seen and not form.errors:
                raise ValidationError(
                    gettext_lazy("“%(row)s” stands here twice."), params={"row": form.instance}, code="unique"
                )
            seen.add(identity)
