"""The rows that are edited within the form of the record they belong to."""

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy

from .labels import LabelledSelect, SharedLabels, is_key


class CuratedFormSet(BaseInlineFormSet):
    """Rows edited within the form of the record they belong to."""

    def __init__(self, *args, **kwargs):
        self.shared_labels = {}
        super().__init__(*args, **kwargs)
        self.gone: list[int] = []
        if self.is_bound and self.can_delete:
            self._keep_rows_removed_meanwhile()

    def _keep_rows_removed_meanwhile(self):
        """Have rows that somebody else has removed since stand as new ones, so that what was typed is kept."""
        name = self.model._meta.pk.name
        stored = {str(row.pk) for row in self.get_queryset()}
        for index in range(self.initial_form_count()):
            begin = f"{self.prefix}-{index}-"
            key = self.data.get(f"{begin}{name}", "")
            if is_key(key) and key not in stored and not self.data.get(f"{begin}DELETE"):
                self.gone.append(index)
        if not self.gone:
            return
        self.data, total = self.data.copy(), self.total_form_count()
        for index, number in zip(self.gone, range(total, total + len(self.gone)), strict=True):
            begin = f"{self.prefix}-{index}-"
            for sent in [sent for sent in self.data if sent.startswith(begin)]:
                self.data.setlist(f"{self.prefix}-{number}-{sent[len(begin) :]}", self.data.getlist(sent))
            self.data[f"{self.prefix}-{number}-{name}"] = ""
            self.data[f"{self.prefix}-{number}-version_seen"] = ""
            self.data[f"{begin}DELETE"] = "on"
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(total + len(self.gone))
        del self.management_form

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
        if self.gone:
            raise ValidationError(
                gettext_lazy(
                    "Somebody has removed a row since you opened this page. Nothing was saved. It stands below as a "
                    "new one, as you left it: save again to keep it, or remove it."
                ),
                code="stale",
            )
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
            seen = (
                form["version_seen"].value() if "version_seen" in form.fields else str(form.instance.version)
            )
            if seen != str(form.instance.version):
                raise form.stale(int(seen) if is_key(seen) and len(seen) < 10 else None)

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
