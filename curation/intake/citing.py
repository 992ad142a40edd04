"""A marked passage as the citation of records: of any kind, of several at once."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sources.anchors import paragraph_at

from .accepting import one_at_a_time
from .choosing import CitedRecords, PassageForm, RecordsForm
from .evidence import cite as cite_passage
from .working import article_of, back


@require_http_methods(["GET", "HEAD", "POST"])
def cite(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a passage, choose the records, say what the passage is evidence for; three steps of one page."""
    article = article_of(pk)
    sent = request.POST if request.method == "POST" else request.GET
    passage = PassageForm(article, sent or None)
    span = passage.cleaned_data["span"] if passage.is_valid() else None
    records = RecordsForm(article, sent, span=span) if span else None
    chosen = records.cleaned_data["records"] if records and records.is_valid() else []
    asks_facts = request.method == "POST"
    cited = CitedRecords(chosen, sent if asks_facts else None) if chosen else None
    if asks_facts and cited and cited.is_valid():
        try:
            return _stored(request, article, span, cited)
        except ValidationError as error:
            cited.refused = error.messages
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # the article takes the room
        "title": article.source.title,
        "source": article.source,
        "article": article,
        "passage": passage,
        "span": span,
        "words": article.text[span.start : span.end] if span else "",
        "paragraph": paragraph_at(article.text, span.start) if span else None,
        "records": records,
        "cited": cited,
        "media": RecordsForm(article, None).media,
    }
    failed = (sent and not span) or asks_facts
    return TemplateResponse(request, "admin/intake/cite.html", context, status=400 if failed else 200)


def _stored(request, article, span, cited: CitedRecords) -> HttpResponse:
    with one_at_a_time():
        made = [
            cite_passage(article, record, passage, user=request.user)[1]
            for record, passage in cited.passages(span)
        ]
    told = ngettext("%(count)d citation added.", "%(count)d citations added.", sum(made))
    messages.success(request, told % {"count": sum(made)})
    return back(article, paragraph_at(article.text, span.start))
