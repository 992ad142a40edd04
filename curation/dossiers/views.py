"""The page for dossiers in the admin: upload, look, decide, import."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from core.curating.labels import is_key
from sources.models import Source

from .exporting import as_text
from .forms import ChosenForm, UploadForm
from .importing import import_dossier
from .models import DossierUpload
from .report import Report, RowReport
from .shape import KINDS, SOURCE
from .storing import NEW

KEPT_FOR = timedelta(days=1)
MOST_SHOWN = 500  # rows of one file on the page; the command tells all


def upload(request: HttpRequest) -> HttpResponse:
    """Choose files. They are kept aside until they are imported, for a day at most."""
    _require_every_table(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        DossierUpload.objects.filter(uploaded__lt=timezone.now() - KEPT_FOR).delete()
        kept = [
            DossierUpload.objects.create(name=each.name, content=each.read(), uploaded_by=request.user)
            for each in form.cleaned_data["files"]
        ]
        chosen = urlencode({"file": [each.pk for each in kept]}, doseq=True)
        return redirect(f"{reverse('admin:dossiers_preview')}?{chosen}")
    context = admin.site.each_context(request) | {"title": _("Dossiers"), "form": form}
    return TemplateResponse(request, "admin/dossiers/upload.html", context)


@dataclass
class Preview:
    """A file with what its import would do, or has done."""

    upload: DossierUpload
    report: Report
    decisions: dict[str, str]

    @property
    def shown(self) -> list[RowReport]:
        return self.report.to_show[:MOST_SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.report.to_show) - MOST_SHOWN)


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest) -> HttpResponse:
    """What the chosen files would change. Sent back with the decisions, they are looked at again or imported."""
    _require_every_table(request)
    sent = request.POST if request.method == "POST" else request.GET
    form = ChosenForm(sent, user=request.user)
    if not all(map(is_key, sent.getlist("file"))) or not form.is_valid():
        raise BadRequest(_("These files are not here any more. Upload them again."))
    commits = request.method == "POST" and "import" in request.POST
    previews = [
        _looked_at(each, request, commits=commits) for each in form.cleaned_data["file"].order_by("pk")
    ]
    if commits and _told_of_import(request, previews):
        return redirect("admin:dossiers")
    context = {
        "title": _("What these dossiers would change"),
        "previews": previews,
        "can_import": any(not each.report.failed for each in previews),
        "has_decisions": any(each.report.to_decide for each in previews),
        "new": NEW,
    }
    return TemplateResponse(
        request, "admin/dossiers/preview.html", admin.site.each_context(request) | context
    )


def _looked_at(each: DossierUpload, request: HttpRequest, *, commits: bool) -> Preview:
    prefix = f"decide-{each.pk}-"
    decisions = {
        name.removeprefix(prefix): value
        for name, value in request.POST.items()
        if name.startswith(prefix) and value
    }
    expected = request.POST.get(f"seen-{each.pk}", "")
    report = import_dossier(
        bytes(each.content),
        name=each.name,
        commit=commits and bool(expected),
        decisions=decisions,
        expected=expected if commits else "",
        on_page=True,
    )
    return Preview(each, report, decisions)


def _told_of_import(request: HttpRequest, previews: list[Preview]) -> bool:
    """Say which files are imported and forget those. Whether that is all of them."""
    done = [
        each for each in previews if not each.report.failed and request.POST.get(f"seen-{each.upload.pk}")
    ]
    for each in done:
        each.upload.delete()
        previews.remove(each)
    if done:
        told = ngettext(
            "%(count)d dossier is imported: %(names)s.",
            "%(count)d dossiers are imported: %(names)s.",
            len(done),
        )
        names = ", ".join(each.upload.name for each in done)
        messages.success(request, told % {"count": len(done), "names": names})
    return not previews


@require_GET
def download(request: HttpRequest, slug: str) -> HttpResponse:
    """The dossier of a source, drafts included, as a file."""
    source = get_object_or_404(Source, slug=slug)
    answer = HttpResponse(as_text(source), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{source.slug}.json"'
    return answer


def _require_every_table(request: HttpRequest) -> None:
    """A dossier writes to every table of the record: raises PermissionDenied unless this user may."""
    models = [kind.model._meta for kind in (SOURCE, *KINDS)]
    needed = [
        f"{options.app_label}.{act}_{options.model_name}" for options in models for act in ("add", "change")
    ]
    if not request.user.has_perms(needed):
        raise PermissionDenied
