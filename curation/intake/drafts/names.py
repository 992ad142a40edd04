"""Drafts of people, organizations and series: who and what is named."""

from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import gettext as _

from events.models import Series, SeriesCitation
from organizations.models import Organization, OrganizationCitation
from people.models import Person, PersonCitation

from ..romanizing import chinese_name, is_chinese
from .base import NamedDraft, curating_field, record_field

KINDS = Path(__file__).parent.parent / "words" / "organization_kinds.yaml"


class PersonDraft(NamedDraft):
    """Somebody named: a new person, or one known already."""

    supports = ("name",)

    record = record_field(PersonCitation)

    class Meta:
        model = Person
        fields = ("name", "family_name", "given_name", "native_name", "native_language")
        formfield_callback = curating_field

    field_order = ("record", *Meta.fields, "reason")

    @classmethod
    def filled_in(cls, article, proposal):
        values = {**super().filled_in(article, proposal), "name": proposal.name}
        if is_chinese(proposal.name):
            values |= {"native_name": proposal.name, "native_language": _language(article)}
            if romanized := chinese_name(proposal.name):
                values |= {
                    "name": str(romanized),
                    "family_name": romanized.family,
                    "given_name": romanized.given,
                }
        return values

    def passages(self):
        [passage] = super().passages()
        native = self.proposal.name == self.cleaned_data.get("native_name")
        return [passage._replace(supports="native_name" if native else "name")]


class OrganizationDraft(NamedDraft):
    """A body named: a new one, or one known already. Of what kind it is, its name usually says."""

    record = record_field(OrganizationCitation)

    class Meta:
        model = Organization
        fields = ("name", "kind", "abbreviation", "native_name", "native_language", "parent")
        formfield_callback = curating_field

    field_order = ("record", *Meta.fields, "reason")

    @classmethod
    def question(cls, article, proposal):
        asked = super().question(article, proposal)
        if asked or proposal.known or kind_of_organization(proposal.name):
            return asked
        return _("Of what kind is it? Its name does not say.")

    @classmethod
    def filled_in(cls, article, proposal):
        values = {**super().filled_in(article, proposal), "name": proposal.name}
        values["kind"] = kind_of_organization(proposal.name)
        if is_chinese(proposal.name):
            values |= {"native_name": proposal.name, "native_language": _language(article)}
        return values

    def passages(self):
        [passage] = super().passages()
        kind_is_told = not self.cleaned_data.get("record") and kind_of_organization(self.proposal.name)
        return [passage._replace(supports="name kind" if kind_is_told else "name")]


class SeriesDraft(NamedDraft):
    """A recurring event that is known already, referred to here."""

    supports = ("name",)

    record = record_field(SeriesCitation)

    class Meta:
        model = Series
        fields = ("name", "abbreviation", "native_name", "native_language")
        formfield_callback = curating_field

    field_order = ("record", *Meta.fields, "reason")

    @classmethod
    def filled_in(cls, article, proposal):
        return {**super().filled_in(article, proposal), "name": proposal.name}


def _language(article) -> str:
    return article.source.language if article.source.language.startswith("zh") else "zh-Hans"


def kind_of_organization(name: str) -> str:
    """The kind of body that ``name`` says it is, or empty: the last word that tells, as in 'University Press'."""
    folded = name.casefold()
    best, kind = (-1, 0), ""
    for candidate, heads in _kinds().items():
        for head in heads:
            at = folded.rfind(head)
            if at >= 0 and (at + len(head), len(head)) > best and _is_word(folded, at, head):
                best, kind = (at + len(head), len(head)), candidate
    return kind


def _is_word(text: str, at: int, head: str) -> bool:
    """Whether ``head``, unless it is Chinese, begins and ends with a word of ``text``."""
    if not head.isascii():
        return True
    before, after = text[at - 1 : at] if at else "", text[at + len(head) : at + len(head) + 1]
    return not before.isalnum() and not after.isalnum()


@cache
def _kinds() -> dict[str, list[str]]:
    return yaml.safe_load(KINDS.read_text(encoding="utf-8"))
