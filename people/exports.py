"""People as files. Titles are those that sources attest: none is said to be the present one."""

from core.citing.reference import Name
from core.exports import Formats
from core.linked_data import first_day, in_language, reference_to, stated
from core.tables import Column
from sources.exports import EVIDENCE_COLUMNS, source_nodes

from .filters import PersonFilter
from .models import Affiliation, Person


def person_name(person: Person) -> Name:
    """A person as an author."""
    return Name(person.name, person.family_name, person.given_name, person.native_name, is_person=True)


def _rows():
    return Person.objects.published().for_page()


def _affiliation_node(affiliation: Affiliation) -> dict:
    """A title as a role, with first and last day only where a source gives them."""
    return {
        "@type": "OrganizationRole",
        "roleName": affiliation.title,
        "startDate": first_day(affiliation.start) if stated(affiliation, "start") else "",
        "endDate": first_day(affiliation.end) if stated(affiliation, "end") else "",
        "affiliation": reference_to(affiliation.organization, "Organization"),
    }


def linked_data(person: Person) -> dict:
    """A person with names, the titles held at organizations, and sources."""
    return {
        "@type": "Person",
        "@id": person.get_absolute_url(),
        "url": person.get_absolute_url(),
        "name": person.name,
        "familyName": person.family_name,
        "givenName": person.given_name,
        "alternateName": [
            in_language(person.native_name, person.native_language),
            *(in_language(name.text, name.language) for name in person.names.all()),
        ],
        "affiliation": [
            _affiliation_node(each)
            for each in person.affiliations.all()
            if each.organization and stated(each, "title", "organization")
        ],
        "subjectOf": source_nodes(person),
    }


FORMATS = Formats(
    model=Person,
    folder="people",
    rows=_rows,
    filterset=PersonFilter,
    linked_data=linked_data,
    summary=lambda person: "; ".join(str(each) for each in person.affiliations.all()),
    columns=(
        Column("name", "as read", lambda person: person.name),
        Column("family_name", "family name, where known", lambda person: person.family_name or None),
        Column("given_name", "given name, where known", lambda person: person.given_name or None),
        Column("native_name", "in the person's own script", lambda person: person.native_name or None),
        Column("native_language", "language tag of that name", lambda person: person.native_language or None),
        Column(
            "other_names",
            "as sources print them",
            lambda person: [name.text for name in person.names.all()],
        ),
        Column(
            "titles",
            "titles as printed, each with its organization",
            lambda person: [str(each) for each in person.affiliations.all()],
        ),
        Column(
            "organization_slugs",
            "slugs of the organizations, each once",
            lambda person: list(
                dict.fromkeys(
                    each.organization.slug for each in person.affiliations.all() if each.organization
                )
            ),
        ),
        *EVIDENCE_COLUMNS,
    ),
)
