"""``{% passage %}`` sets facts beside their notes; ``{% mark %}`` puts the sign of evidence after a fact.

    {% load evidence %}
    {% passage "has-heading" label="days" %}
      <h2>Days</h2> <p>21 May 2021{% mark event "start" "end" %}</p>
    {% endpassage %}

The context processor sources.evidence.page_notes numbers the notes through the page.
"""

from django import template
from django.template.base import token_kwargs
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext

from sources.evidence import Notes, fact_name
from sources.models import Cited

register = template.Library()


class PassageNode(template.Node):
    def __init__(self, nodelist, classes, options):
        self.nodelist = nodelist
        self.classes = classes
        self.options = options

    def render(self, context):
        options = {name: value.resolve(context) for name, value in self.options.items()}
        notes = context["notes"]
        notes.begin(shares=bool(options.get("shares")))
        body = self.nodelist.render(context)
        return render_to_string(
            "sources/_passage.html",
            {
                "body": body,
                "notes": notes.passage,
                "tag": options.get("tag", "section"),
                "classes": self.classes.resolve(context) if self.classes else "",
                "label": options.get("label", ""),
                "word": options.get("word", ""),
            },
        )


@register.tag
def passage(parser, token):
    """``{% passage "classes" label=… word=… tag=… shares=… %}``: facts left, their notes in the margin."""
    bits = token.split_contents()[1:]
    classes = parser.compile_filter(bits.pop(0)) if bits and "=" not in bits[0] else None
    options = token_kwargs(bits, parser)
    nodelist = parser.parse(("endpassage",))
    parser.delete_first_token()
    return PassageNode(nodelist, classes, options)


@register.simple_tag(takes_context=True)
def mark(context, *facts, printed=""):
    """The mark of the evidence for ``facts``: rows with citations, each followed by the fields that are meant.

    ``printed`` keeps to the citations with that wording, where one field has several values.
    """
    citations, row, names = [], None, []
    for fact in (*facts, None):
        if isinstance(fact, str):
            names.append(fact)
            continue
        if row is not None:
            citations += [
                citation
                for citation in row.evidence_for(*names)
                if not printed or citation.as_printed == printed
            ]
        row, names = fact if isinstance(fact, Cited) else None, []
    notes: Notes = context["notes"]
    found = notes.add(citations)
    if found is None:
        return ""
    note, is_new = found
    if note.is_disputed:
        style, label = " is-disputed", gettext("Evidence, sources differ, %(number)s")
    elif note.is_inferred:
        style, label = " is-inferred", gettext("Evidence, inferred, %(number)s")
    else:
        style, label = "", gettext("Evidence %(number)s")
    return format_html(
        '<sup class="evidence-mark{}"{}><a href="#e{}" aria-label="{}">{}</a></sup>',
        style,
        format_html(' id="m{}"', note.number) if is_new else "",
        note.number,
        label % {"number": note.number},
        note.number,
    )


@register.simple_tag
def certainty(row, *names):
    """The word "inferred" or "sources differ" after a value that is one, for readers who do not follow marks."""
    if row.is_disputed(*names):
        return format_html(' <span class="sources-differ">{}</span>', gettext("sources differ"))
    if row.basis_of(*names).basis == "inferred":
        return format_html(' <span class="inferred">{}</span>', gettext("inferred"))
    return ""


@register.filter
def fact_names(citation):
    """The facts that a citation supports, in words."""
    model = type(citation)._meta.get_field("record").related_model
    return ", ".join(fact_name(model, name) for name in citation.fields_supported)
