"""What a reader asks of a topic's page: how its positions stand side by side, and whose."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.filters import UNKNOWN
from topics.models import Topic

from .filters import StatementFilter
from .models import Statement
from .positions import Group, Positions

SHOWN = 5  # statements under one heading, before the link to all of them
SHOWN_OF_CHOSEN = 20  # the same when a reader chose whose
SIDE_BY_SIDE = 12  # headings with statements; further ones are only named and counted
OFFERED = 40  # speakers, and organizations, that can be ticked for comparing
FEWEST, MOST = 2, 4  # that stand next to each other when a reader chooses


class ComparisonForm(forms.Form):
    """How a reader wants the positions set side by side: grouped, or those of a few speakers or organizations."""

    WAYS = {"speaker": _("by speaker"), "kind": _("by kind of organization"), "year": _("by year")}

    by = forms.ChoiceField(
        choices=list(WAYS.items()),
        required=False,
        error_messages={
            "invalid_choice": _("We can group by “speaker”, “kind” or “year”, and by nothing else.")
        },
    )
    person = StatementFilter.base_filters["person"].field
    organization = StatementFilter.base_filters["organization"].field

    def clean_by(self):
        return self.cleaned_data["by"] or next(iter(self.WAYS))

    def clean(self):
        chosen = self.chosen
        if len(chosen) > MOST:
            raise ValidationError(
                _("You chose %(number)s. At most %(most)s speakers or organizations fit side by side.")
                % {"number": len(chosen), "most": MOST}
            )
        if any(slug == UNKNOWN for _parameter, slug in chosen):
            raise ValidationError(_("Only speakers and organizations with a name can be set side by side."))

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Parameter and address of each chosen speaker and organization."""
        return [
            (name, slug) for name in ("person", "organization") for slug in self.cleaned_data.get(name) or []
        ]

    @property
    def is_short(self) -> bool:
        """Whether somebody is chosen, but nobody to stand beside them."""
        return 0 < len(self.chosen) < FEWEST


@dataclass
class Comparison:
    """What a topic's page sets side by side, and what else a reader may choose."""

    positions: Positions
    way: str
    chosen: list[tuple[str, str]]
    groups: list[Group]
    further: list[Group]

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        """The ways to group: label, query string, chosen."""
        first = next(iter(ComparisonForm.WAYS))
        return [
            (str(label), "?" if name == first else f"?by={name}", name == self.way and not self.chosen)
            for name, label in ComparisonForm.WAYS.items()
        ]

    @property
    def offered(self) -> list[tuple[str, str, list[tuple[Group, bool]]]]:
        """Speakers and organizations to tick: parameter, heading, and each with whether it is chosen."""
        known = (
            ("person", gettext("Speakers"), self.positions.people),
            ("organization", gettext("Organizations and their people"), self.positions.organizations),
        )
        offers = [
            (parameter, heading, self._ticks(parameter, groups)) for parameter, heading, groups in known
        ]
        return [offer for offer in offers if offer[2]]

    def _ticks(self, parameter: str, groups: list[Group]) -> list[tuple[Group, bool]]:
        """The first of ``groups`` and whoever is chosen, with or without a statement on the topic."""
        chosen = {
            slug: group
            for (name, slug), group in zip(self.chosen, self.groups, strict=False)
            if name == parameter
        }
        offered = {group.record.slug: group for group in groups[:OFFERED]}
        return [(group, slug in chosen) for slug, group in (offered | chosen).items()]


def compare(topic: Topic, form: ComparisonForm) -> Comparison:
    """The positions on ``topic`` as a valid ``form`` asks for them."""
    positions = Positions(topic)
    way = form.cleaned_data["by"]
    if form.chosen:
        groups = positions.of(form.chosen)
    else:
        groups = {"speaker": positions.by_speaker, "kind": positions.by_kind, "year": positions.by_year}[
            way
        ]()
    shown, further = groups[:SIDE_BY_SIDE], groups[SIDE_BY_SIDE:]
    _fetch(shown, most=SHOWN_OF_CHOSEN if form.chosen else SHOWN)
    return Comparison(positions, way, form.chosen, shown, further)


def _fetch(groups: list[Group], *, most: int) -> None:
    """Give each of ``groups`` its first statements, with one fetch for all of them."""
    wanted = {member for group in groups for member in group.members[:most]}
    statements = Statement.objects.for_lists().in_bulk(list(wanted))
    for group in groups:
        group.statements = [statements[member] for member in group.members[:most]]
