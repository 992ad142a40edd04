import pytest
from django.core.management import call_command

from core.models import LoadedFixture, keep_address
from events.models import Event, Participation

pytestmark = pytest.mark.django_db


def test_a_record_that_a_curator_has_renamed_stays_renamed_when_its_fixture_is_loaded_again():
    event = Event.objects.get(slug="2021-international-ai-cooperation-and-governance-forum")
    parts = set(Participation.objects.filter(event=event).values_list("pk", flat=True))
    former, event.slug = event.slug, "ai-governance-forum-2021"
    event.save()
    keep_address(event, former=former)
    LoadedFixture.objects.all().delete()
    events = Event.objects.count()

    call_command("load_fixtures", without_wider=True, verbosity=0)

    event.refresh_from_db()
    assert event.slug == "ai-governance-forum-2021"
    assert Event.objects.count() == events
    assert set(Participation.objects.filter(event=event).values_list("pk", flat=True)) == parts
