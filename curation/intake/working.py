"""The pages on which a curator works through an article."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from sources.anchors import paragraph_at
from sources.models import Source

from .accepting import accept, accept_corrected, accept_plain, bring_back, dismiss, one_at_a_time
from .drafts.base import Draft, Undecided
from .drafts.table import DRAFTS, question
from .paragraphs import PER_PAGE, entry_of, pages_of, paragraphs_of, progress
from .progress import Article
from .proposals import Proposal


def article_of(pk: int) -> Article:
    """The article of the source with ``pk``; raises Http404 when there is none or it has no text."""
    source = get_object_or_404(Source.objects.prefetch_related("captures"), pk=pk)
    try:
        return Article(source)
    except LookupError:
        raise Http404(_("No text of “%(source)s” is captured.") % {"source": source}) from None


def proposal_of(article: Article, key: str) -> Proposal:
    """The proposal with ``key``; raises Http404 when the article has none."""
    try:
        return article.by_key[key]
    except KeyError:
        raise Http404(_("Nothing of this kind is proposed here.")) from None


def back(article: Article, number: int | None) -> HttpResponse:
    """To the paragraph with ``number``."""
    number = number or 1
    page = (number - 1) // PER_PAGE + 1
    query = f"?page={page}" if page > 1 else ""
    return redirect(f"{reverse('admin:intake_source', args=[article.source.pk])}{query}#p{number}")


@require_http_methods(["GET", "HEAD"])
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The text, paragraph by paragraph, with its proposals beside it."""
    article = article_of(pk)
    last = pages_of(article)
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    if not 1 <= page <= last:
        raise Http404(_("The article has no such page."))
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # the article takes the room
        "title": article.source.title,
        "article": article,
        "source": article.source,
        "paragraphs": paragraphs_of(article, page),
        "progress": progress(article),
        "page": page,
        "last_page": last,
    }
    return TemplateResponse(request, "admin/intake/read.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, dismiss or bring back the proposal that a button names, or accept what needs no decision."""
    verb, _colon, key = request.POST.get("act", "").partition(":")
    acts = {"accept": _accept, "accept_all": _accept_all, "dismiss": _dismiss, "bring_back": _bring_back}
    if verb not in acts:
        raise Http404(_("There is no such act."))
    try:
        with one_at_a_time():
            return acts[verb](request, article_of(pk), key)
    except Undecided as error:
        for message in error.messages:
            messages.error(request, message)
        return redirect("admin:intake_proposal", pk, key)


def _accept(request, article, key):
    proposal = proposal_of(article, key)
    if article.record_of(proposal) is None and question(article, proposal):
        return redirect("admin:intake_proposal", article.source.pk, key)
    accept(article, proposal, user=request.user)
    return back(article, paragraph_at(article.text, proposal.start))


def _accept_all(request, article, key):
    if not (key.isascii() and key.isdigit() and 0 < int(key[:9]) <= len(article.paragraphs)):
        raise Http404(_("The article has no such paragraph."))
    start, end = article.paragraphs[int(key[:9]) - 1]
    here = [proposal for proposal in article.proposals if start <= proposal.start < end]
    made = accept_plain(article, here, user=request.user)
    told = ngettext("%(count)d proposal accepted.", "%(count)d proposals accepted.", len(made))
    messages.success(request, told % {"count": len(made)})
    return back(article, int(key[:9]))


def _dismiss(request, article, key):
    proposal = proposal_of(article, key)
    dismiss(article.source, [key])
    return back(article, paragraph_at(article.text, proposal.start))


def _bring_back(request, article, key):
    proposal = proposal_of(article, key)
    bring_back(article.source, [key])
    return back(article, paragraph_at(article.text, proposal.start))


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One proposal as a form, to be corrected and accepted."""
    if request.method != "POST":
        article = article_of(pk)
        proposal = proposal_of(article, key)
        return _form(request, article, DRAFTS[proposal.kind](article, proposal))
    try:
        with one_at_a_time():
            article = article_of(pk)
            proposal = proposal_of(article, key)
            draft = DRAFTS[proposal.kind](article, proposal, request.POST)
            accept_corrected(article, draft, user=request.user)
    except ValidationError as error:
        draft.article = article_of(pk)  # as it is, nothing having been stored
        show_errors(draft, error)
        return _form(request, draft.article, draft, status=400)
    return back(article, paragraph_at(article.text, proposal.start))


def show_errors(draft: Draft, error: ValidationError) -> None:
    """Let the form of ``draft`` show ``error`` where it belongs, unless it does already."""
    shown = {message for told in draft.errors.values() for message in told}
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, told in by_field.items():
        for message in set(told) - shown:
            draft.add_error(name if name in draft.fields else None, message)


def _form(request, article, draft, status=200):
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,  # the article takes the room
        "title": article.source.title,
        "source": article.source,
        "entry": entry_of(article, draft.proposal),
        "paragraph": paragraph_at(article.text, draft.proposal.start),
        "passage": _passage(article, draft.proposal),
        "needed": [
            other for other in draft.needs(article, draft.proposal).values() if article.is_open(other)
        ],
        "draft": draft,
        "media": draft.media,
    }
    return TemplateResponse(request, "admin/intake/proposal.html", context, status=status)


def _passage(article, proposal) -> tuple[str, str, str]:
    """The paragraph of ``proposal``: what stands before it, itself, and what stands after it."""
    start, end = next(span for span in article.paragraphs if span[0] <= proposal.start < span[1])
    text = article.text
    return text[start : proposal.start], text[proposal.start : proposal.end], text[proposal.end : end]
