"""What a dossier tells otherwise than the record disputes it; what it only tells less exactly does not."""

from core.models import Status
from curation.dossiers.deciding import Curator
from curation.dossiers.matching import Match
from events.models import Event, EventCitation
from tests import factories as make
from tests.curation.dossiers.conftest import bring, cited, second


def forum(**values):
    facts = " ".join(
        name for name in ("name", "start", "city", "country", "kind") if name in values or name == "name"
    )
    given = {
        "slug": "a-forum",
        "name": "A forum",
        "kind": "forum",
        "citations": cited(facts, as_printed="so printed"),
    }
    return {**given, **values}


def report_of(**values):
    """A second source's dossier on the forum that the first one has brought in."""
    dossier = second(events=[forum(**values)])
    dossier["source"] |= {"slug": "another-report", "url": "https://example.org/another"}
    return dossier


def citations_by_stance(slug="another-report"):
    return {
        (citation.stance, citation.supports, citation.as_printed)
        for citation in EventCitation.objects.filter(source__slug=slug)
    }


def test_another_day_is_a_dispute_and_the_rest_is_support():
    bring(second(events=[forum(start="2021-05-21")]))
    report = bring(report_of(start="2021-06-01", kind="forum"))

    assert report.problems == []
    assert Event.objects.get(slug="a-forum").start == "2021-05-21"
    assert citations_by_stance() == {
        ("supports", "name kind", "so printed"),
        ("disputes", "start", "so printed"),
    }
    again = bring(report_of(start="2021-06-01", kind="forum"))
    assert {row.outcome for row in again.rows} <= {"unchanged", "conflict"}
    assert len(citations_by_stance()) == 2


def test_a_day_told_more_exactly_is_taken_and_one_told_less_exactly_supports():
    bring(second(events=[forum(start="XXXX-05-21")]))
    bring(report_of(start="2021-05-21"))
    third = report_of(start="2021")
    third["source"] |= {"slug": "third-report", "url": "https://example.org/third"}
    bring(third)

    assert Event.objects.get(slug="a-forum").start == "2021-05-21"
    assert {stance for stance, _facts, _printed in citations_by_stance("third-report")} == {"supports"}


def test_another_kind_is_no_dispute_but_no_support_either():
    bring(second(events=[forum(kind="forum")]))
    bring(report_of(kind="conference"))

    assert citations_by_stance() == {("supports", "name", "so printed")}


def test_a_city_replaces_the_country_that_it_lies_in_and_disputes_another():
    bring(second(events=[forum(country="CN")]))
    bring(report_of(city="tianjin"))

    event = Event.objects.get(slug="a-forum")
    assert (event.city.slug, event.country.code) == ("tianjin", "")
    third = report_of(country="FR")
    third["source"] |= {"slug": "third-report", "url": "https://example.org/third"}
    bring(third)
    assert ("disputes", "country", "so printed") in citations_by_stance("third-report")


def test_a_source_supports_nothing_of_a_published_record_that_it_tells_otherwise():
    make.make_event(slug="a-forum", name="A forum", kind="forum", start="2021-05-21")
    bring(report_of(start="2021-06-01"))

    assert Event.objects.get(slug="a-forum").start == "2021-05-21"
    assert ("disputes", "start", "so printed") in citations_by_stance()


def test_a_curator_says_which_record_a_row_means_and_how_far_it_goes():
    known = make.make_event(slug="known", name="Known otherwise", status=Status.DRAFT)
    taken = []

    class Knowing(Curator):
        def match(self, entry, find):
            return Match(known) if entry.kind.key == "events" else find()

        def status_of(self, entry):
            return Status.IN_REVIEW

        def stored(self, entry, row, told):
            taken.append((entry.kind.key, row))

    bring(second(events=[forum()]), curator=Knowing())

    assert ("events", known) in taken
    assert not Event.objects.filter(slug="a-forum").exists()
    assert EventCitation.objects.get(source__slug="invented-report").source.status == Status.IN_REVIEW
