"""Forms that lose nobody's work: each knows the version it began from, and checks every rule of the database."""

import re

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import Status
from core.partial_dates import PartialDateField
from core.publishing import concerns_readers, hidden_references, statuses_after
from core.reviews import review_problem

LONGEST_NOTE = 500  # characters
ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class CuratedForm(forms.ModelForm):
    """The form of a curated row.

    ``reviewer`` says whether it is sent by one. Rows within the form of a record follow that record.
    """

    reviewer = True

    # The version that a stale form began from, and what is told of it: see core.curating.conflicts.
    stale_from: int | None = None
    told = ""

    version_seen = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["version_seen"] = self.instance.version

    def clean(self):
        values = super().clean()
        seen = self.cleaned_data.get("version_seen")
        if not self.instance._state.adding and seen != self.instance.version:
            raise self.stale(seen)
        return values

    def stale(self, seen: int | None) -> ValidationError:
        """Mark the form as one that began from the older version ``seen``, and return what to raise."""
        self.stale_from, self.told = seen or 0, stale(self.instance)
        return ValidationError(self.told, code="stale")

    def _post_clean(self):
        try:
            super()._post_clean()
        except ObjectDoesNotExist:
            # A rule of the model looked at a record that this form, or the one it is part of, fails to name.
            if not self.errors:
                self.add_error(None, _("This can be checked once the errors above are mended."))
        if not self.errors:
            self._check_constraints()
        if not self.errors and not self.reviewer and self.instance.public_with:
            self._leave_to_reviewers()

    def _leave_to_reviewers(self):
        """Refuse a row that this form would make part of what readers see."""
        if not self.instance.has_status() and concerns_readers(self.instance):
            self.add_error(
                None,
                _("All that this row names has been published. Only a reviewer adds to what readers see."),
            )

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


def changed_since(row) -> str:
    """Who has changed ``row`` and when, for whoever began from an older version."""
    last = type(row).history.filter(id=row.pk).select_related("change__user").order_by("-history_id").first()
    if last is None:
        return _("Somebody has changed “%(row)s” since you opened this page.") % {"row": row}
    return _("%(user)s changed “%(row)s” on %(when)s, after you had opened this page.") % {
        "user": last.change.who,
        "row": row,
        "when": date_format(localtime(last.change.when), "DATETIME_FORMAT"),
    }


def stale(row) -> str:
    """What to say to whoever saves a form of ``row`` that began from an older version."""
    return (
        changed_since(row)
        + " "
        + _("Nothing was saved, and what you typed still stands below. Compare, choose and save again.")
    )


class ReasonedForm(CuratedForm):
    """The form of a row on a page of its own, which asks why it is changed. Readers are told why."""

    change_reason = forms.CharField(
        label=gettext_lazy("Why this change"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_public_change = not self.instance._state.adding and concerns_readers(self.instance)
        if "change_reason" in self.fields:
            self.fields["change_reason"].help_text = (
                _("Needed, since readers see this record. They see the reason in its history.")
                if self.is_public_change
                else _("Only curators see this, and whoever reviews it.")
            )

    @cached_property
    def changed_data(self):
        return [name for name in super().changed_data if name != "change_reason"]

    def clean_change_reason(self):
        reason = self.cleaned_data["change_reason"]
        if not reason and self.is_public_change and self.changed_data:
            raise ValidationError(_("Say in a few words why: readers see it in the history of the record."))
        return reason


class AddressedForm(ReasonedForm):
    """The form of a row with an address."""

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug != self.initial.get("slug") and not ADDRESS.fullmatch(slug):
            raise ValidationError(
                _("Write lower-case letters and digits without accents, joined by hyphens.")
            )
        return slug


class ListActionForm(ActionForm):
    """The action chosen for rows of a list, a note to go with it, and when its reader opened the list."""

    note = forms.CharField(required=False, max_length=LONGEST_NOTE, label=gettext_lazy("Note:"))
    seen = forms.DateTimeField(required=False, label="", widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = timezone.now().isoformat()


class RecordForm(AddressedForm):
    """The form of a record: it offers only the statuses that may follow, and to whom."""

    reviewer = False
    user = None  # who sends it

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.status_before = Status.DRAFT if self.instance._state.adding else Status(self.instance.status)
        if "status" in self.fields:
            allowed = statuses_after(self.status_before, reviewer=self.reviewer)
            self.fields["status"].choices = [(status.value, status.label) for status in allowed]

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        if "status" in self.changed_data:
            self._check_review()
        if self.instance.status != Status.PUBLISHED:
            return
        if {"status", *self.instance.public_with} & set(self.changed_data):
            for problem in hidden_references(self.instance):
                self.add_error("status", problem)

    def _check_review(self):
        reason = self.cleaned_data.get("change_reason", "")
        problem = review_problem(self.instance, self.status_before, user=self.user, comment=reason)
        if not problem and self.publishes and set(self.changed_data) - {"status", "version_seen"}:
            problem = _("Save your changes first. Then they are yours, and another reviewer publishes them.")
        if problem:
            self.add_error("status", problem)

    @property
    def publishes(self) -> bool:
        """Whether the form makes a record public that was not."""
        return self.instance.status == Status.PUBLISHED and self.status_before != Status.PUBLISHED
