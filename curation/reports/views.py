"""The page on which readers report an error."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .forms import ReportForm
from .limits import HOUR, has_sent_enough, is_full
from .models import ErrorReport
from .pages import LONGEST, ReportedPage, reported_page


def unlisted(view):
    """``view`` kept by no cache and listed by no search engine."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(answered)


@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form for the page that the parameter ``page`` names, and its sending: 400 for what cannot be read."""
    sent = request.POST if request.method == "POST" else request.GET
    page = reported_page(sent.get("page", ""))
    if request.method != "POST":
        return _form(request, page, ReportForm(label_suffix=""))
    form = ReportForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _form(request, page, form, status=400)
    if is_full() or has_sent_enough(request):
        answer = TemplateResponse(request, "report/too_many.html", {"form": form}, status=429)
        answer.headers["Retry-After"] = str(HOUR)
        return answer
    _keep(page, form.cleaned_data)
    return redirect("report:thanks")


def _form(request: HttpRequest, page: ReportedPage, form: ReportForm, status: int = 200) -> HttpResponse:
    return TemplateResponse(request, "report/form.html", {"page": page, "form": form}, status=status)


def _keep(page: ReportedPage, values: dict[str, str]) -> None:
    """Put the report into the queue; once, however often the button is pressed."""
    told = {"page": page.address, "text": values["text"], "contact": values["contact"]}
    if not ErrorReport.objects.filter(**told, status=ErrorReport.Status.OPEN).exists():
        ErrorReport.objects.create(**told, record=page.record[:LONGEST])


@unlisted
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens with a report that has been sent."""
    return TemplateResponse(request, "report/thanks.html")
