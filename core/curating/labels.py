"""What a chosen record is called in a form: by more than its name, since names repeat."""

import datetime
from functools import cached_property

from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _

from core.partial_dates import in_words, years_between


def is_key(value) -> bool:
    """Whether ``value``, which anybody may have sent, can be the primary key of a row."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < 19


def years(earliest: datetime.date | None, latest: datetime.date | None) -> str:
    """2021, 2021–2024, or empty when neither is known."""
    span = years_between(earliest, latest)
    return "–".join(str(year) for year in dict.fromkeys([span[0], span[-1]])) if span else ""


def date(start: str, end: str = "") -> str:
    """A partial date in words that say what is not stated."""
    words = in_words(start, end)
    if not words.text:
        return _("not stated")
    if not words.missing:
        return words.text
    return _("%(date)s, %(missing)s not stated") % {"date": words.text, "missing": words.missing}


def described(name: str, *parts: str) -> str:
    """``name — part, part`` without the empty parts."""
    known = ", ".join(str(part) for part in parts if part)
    return f"{name} — {known}" if known else name


def labels_of(admin_site, model, keys) -> dict[str, str]:
    """The labels of the rows of ``model`` with ``keys``, by key as text, in a fixed number of queries."""
    keys = {str(key) for key in keys if is_key(key)}
    if not keys:
        return {}
    model_admin = admin_site.get_model_admin(model)
    rows = model_admin.with_labels(model._default_manager.filter(pk__in=keys))
    return {str(row.pk): model_admin.label(row) for row in rows}


class LabelledSelect(AutocompleteSelect):
    """Autocomplete whose chosen row has the label that it had when it was chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.shared: SharedLabels | None = None

    @property
    def model(self):
        return self.field.remote_field.model

    def optgroups(self, name, value, attr=None):
        options = []
        if not self.is_required:
            options.append(self.create_option(name, "", "", False, 0))
        labels = self.shared.labels if self.shared else labels_of(self.admin_site, self.model, value)
        for key in value:
            if str(key) in labels:
                options.append(self.create_option(name, key, labels[str(key)], True, len(options)))
        return [(None, options, 0)]


class SharedLabels:
    """The labels of what the forms of one formset have chosen in one field, fetched at once."""

    def __init__(self, formset, name, widget: LabelledSelect):
        self.formset, self.name, self.widget = formset, name, widget

    @cached_property
    def labels(self) -> dict[str, str]:
        chosen = (form[self.name].value() for form in self.formset.forms)
        return labels_of(self.widget.admin_site, self.widget.model, chosen)
