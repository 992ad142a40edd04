"""``{% passage %}`` sets facts beside their notes; ``{% mark %}`` puts the sign of evidence after a fact.

    {% load evidence %}
    {% passage "has-heading" label="days" %}
      <h2>Days</h2> <p>21 May 2021{% mark event "start" "end" %}</p>
    {% endpassage %}

The context processor sources.evidence.page_notes numbers the notes through the page.
"""

from django import template
from django.db.models import QuerySet
from django.template.base import token_kwargs
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from sources.disagreeing import disagreements
from sources.evidence import Told, evidence, names_of, read, tell
from sources.models import Citation, Cited
from sources.voices import independent

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
        facts = format_html('<div class="facts-column">{}</div>', self.nodelist.render(context))
        margin, word = "", options.get("word", "")
        if notes.passage or word:
            label = options.get("label", "")
            margin = render_to_string(
                "sources/_margin.html", {"notes": notes.passage, "label": label, "word": word}
            )
        return format_html(
            '<{0} class="passage {1}">\n{2}\n{3}</{0}>',
            options.get("tag", "section"),
            self.classes.resolve(context) if self.classes else "",
            facts,
            margin,
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
def mark(context, *facts, printed="", in_list=False, worded=True):
    """The mark of the evidence for ``facts``, after the word "inferred" or "sources differ" where it is needed.

    ``facts`` are rows with citations, or lists of such rows, each followed by the fields that are meant; a citation
    stands for itself. ``printed`` keeps to the citations with that wording, where one field has several values.
    ``in_list`` leaves out what a passage states and no other disputes. Without ``worded`` the word is left out: what a
    source prints is not inferred itself.
    """
    asked = _asked(facts)
    if in_list and not any(_is_doubted(row, fields, printed) for row, fields in asked):
        return ""
    told, names = [], []
    for row, fields in asked:
        if isinstance(row, Citation):
            more = [Told(row, names_of(row))], list(names_of(row))
        else:
            more = tell(row, fields, printed=printed)
        told += more[0]
        names += [name for name in more[1] if name not in names]
    found = context["notes"].add(told, names)
    return _sign(*found, read(told), worded=worded) if found else ""


def _is_doubted(row, fields, printed):
    """Whether a citation of ``row`` infers or disputes one of the ``fields``."""
    citations = [row] if isinstance(row, Citation) else evidence(row, fields, printed=printed)
    return any(citation.is_inferred or citation.is_disputing for citation in citations)


def _asked(arguments):
    """The rows among ``arguments``, each with the names of fields that follow it."""
    asked, fields = [], []
    for argument in arguments:
        if isinstance(argument, str):
            fields.append(argument)
            continue
        fields = []
        rows = argument if isinstance(argument, list | tuple | QuerySet) else [argument]
        asked += [(row, fields) for row in rows if isinstance(row, Cited | Citation)]
    return asked


def _sign(note, is_new, readings, *, worded):
    """The mark that points at ``note`` for what ``readings`` tell, with its word."""
    if any(reading.is_disputing for reading in readings):
        style, word, label = (
            "sources-differ",
            gettext("sources differ"),
            gettext("Evidence, sources differ, %(number)s"),
        )
    elif any(reading.is_inferred for reading in readings):
        style, word, label = "inferred", gettext("inferred"), gettext("Evidence, inferred, %(number)s")
    else:
        style, word, label = "", "", gettext("Evidence %(number)s")
    return format_html(
        '{}<sup class="evidence-mark{}"{}><a href="#e{}" aria-label="{}">{}</a></sup>',
        format_html(' <span class="{}">{}</span>', style, word) if word and worded else "",
        {"sources-differ": " is-disputed", "inferred": " is-inferred"}.get(style, ""),
        format_html(' id="m{}"', note.number) if is_new else "",
        note.number,
        label % {"number": note.number},
        note.number,
    )


@register.simple_tag
def voices_of(sources):
    """How many independent voices ``sources`` are, in words: at most so many, while an original is not known."""
    number = independent(sources)
    if any(source.lacks_original for source in sources):
        words = ngettext(
            "at most %(number)s independent voice", "at most %(number)s independent voices", number
        )
    else:
        words = ngettext("%(number)s independent voice", "%(number)s independent voices", number)
    return words % {"number": number}


@register.simple_tag
def disagreements_of(row):
    """The facts of ``row`` on which sources differ."""
    return disagreements(row)


@register.filter
def fact_names(citation):
    """The facts that a citation supports, in words."""
    return ", ".join(names_of(citation))
