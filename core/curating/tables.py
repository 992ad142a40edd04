"""Importing records from CSV and Excel tables in the admin: looked at first, whole or not at all, drafts only."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export.admin import ImportMixin
from import_export.forms import ImportForm
from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import Diff, ModelResource
from import_export.widgets import ForeignKeyWidget

from core.changes import change
from core.models import Status

from .sheets import CSV, MOST_BYTES, XLSX

WHOLE_NUMBER = 6  # digits of a number of a format


class _Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


class BySlug(ForeignKeyWidget):
    """A reference, written as the address of the record."""

    def __init__(self, model):
        super().__init__(model, "slug")

    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except self.model.DoesNotExist:
            told = _("There is no %(kind)s “%(slug)s”.")
            raise ValidationError(told % {"kind": self.model._meta.verbose_name, "slug": value}) from None


class PlainDiff(Diff):
    """What changes in a row, in markup without styles of its own."""

    def as_html(self):
        pairs = zip(self.left, self.right, strict=True)
        return [
            format_html("<del>{}</del> <ins>{}</ins>", before, after) if before != after and before else after
            for before, after in pairs
        ]


class RecordResource(ModelResource):
    """The rows of a table as records. The address says which record a row is; a new one makes a draft."""

    class Meta:
        import_id_fields = ("slug",)
        instance_loader_class = CachedInstanceLoader  # all at once rather than row by row
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True

    def get_diff_class(self):
        return PlainDiff

    def before_import(self, dataset, **kwargs):
        known = {field.column_name for field in self.get_import_fields()}
        if unknown := [name for name in dataset.headers if name not in known]:
            told = _("There is no column %(unknown)s. Known are: %(known)s.")
            raise ValidationError(
                told
                % {
                    "unknown": ", ".join(unknown)[:200],
                    "known": ", ".join(field.column_name for field in self.get_import_fields()),
                }
            )

    def before_save_instance(self, instance, row, **kwargs):
        if not instance._state.adding and instance.status != Status.DRAFT:
            told = _("“%(record)s” is not a draft. What readers or reviewers see is changed on its own page.")
            raise ValidationError(told % {"record": instance})

    def import_data(self, dataset, dry_run=False, **kwargs):
        """As the library does, but undone as a whole, the index included, unless every row is stored."""
        result = None
        try:
            with transaction.atomic(), change(_("Imported from a table"), by="table"):
                result = super().import_data(dataset, dry_run=dry_run, **kwargs)
                if dry_run or result.has_errors() or result.has_validation_errors():
                    raise _Undone
        except _Undone:
            pass
        return result


class TableForm(ImportForm):
    """The form of the upload, which refuses large files before they are read."""

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Nothing was read."))
        return file


class TableImport(ImportMixin):
    """An admin whose records can be imported from a table."""

    import_form_class = TableForm
    import_template_name = "admin/tables/import.html"
    import_formats = (CSV, XLSX)

    def get_import_formats(self):
        return list(self.import_formats)

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def add_data_read_fail_error_to_form(self, form, e):
        if isinstance(e, ValidationError):
            form.add_error("import_file", e)
        elif isinstance(e, UnicodeDecodeError):
            form.add_error("import_file", _("The file is not in UTF-8. Save it as “CSV UTF-8”."))
        else:
            super().add_data_read_fail_error_to_form(form, e)

    def get_import_data_kwargs(self, **kwargs):
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def process_import(self, request, **kwargs):
        """The confirmed import. What was looked at may be gone, or what is sent be made up: both are told."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        chosen = request.POST.get("format", "")
        is_known = (
            chosen.isdecimal() and len(chosen) < WHOLE_NUMBER and int(chosen) < len(self.import_formats)
        )
        try:
            if request.method != "POST" or is_known:
                return super().process_import(request, **kwargs)
        except (OSError, ValueError, ValidationError):
            pass  # told below
        messages.error(request, _("This file is not here any more. Nothing was stored. Choose it again."))
        return redirect("..")

    def process_result(self, result, request):
        if result.has_errors() or result.has_validation_errors():
            told = _("The record has changed since you looked. Nothing was stored. Look at the file again.")
            messages.error(request, told)
            return redirect("..")
        return super().process_result(result, request)
