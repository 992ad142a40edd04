"""The pages of intake: adding an article, and what is on its way."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.models import Status
from sources.models import Capture, Source

from .adding import add_source, capture
from .forms import ArticleForm

MOST_LISTED = 30


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    """Add an article, or go on with one."""
    form = ArticleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (source := _stored(request, form)):
        return redirect("admin:intake_source", source.pk)
    captured = Capture.objects.filter(source=OuterRef("pk")).order_by()
    waiting = Source.objects.filter(Exists(captured), status__in=[Status.DRAFT, Status.IN_REVIEW])
    context = {
        **admin.site.each_context(request),
        "title": _("Intake"),
        "form": form,
        "waiting": waiting.order_by("-modified", "pk")[:MOST_LISTED],
    }
    status = 400 if form.errors and not form.recognised else 200
    return TemplateResponse(request, "admin/intake/add.html", context, status=status)


def _stored(request, form: ArticleForm) -> Source | None:
    """The source that ``form`` adds, or adds the text to; None, with the errors in the form, when it does not."""
    decision, recorded = form.decided
    text = form.cleaned_data["text"]
    try:
        if decision == "text":
            capture(recorded, text, user=request.user)
            return recorded
        form.instance.title = form.cleaned_data["title"]
        form.instance.language = form.cleaned_data["language"]
        original = recorded if decision == "repost" else None
        source = add_source(form.instance, text, user=request.user, original=original)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    messages.success(request, _("“%(source)s” is a draft now.") % {"source": source})
    return source
