from django.core.management.base import BaseCommand

from curation.duplicates.finding import find
from curation.duplicates.kinds import KINDS


class Command(BaseCommand):
    help = "Finds people, organizations and events that are likely the same, for the queue of duplicates in the admin."

    def handle(self, *args, **options):
        for model in KINDS:
            count = find(model)
            self.stdout.write(f"{model._meta.verbose_name_plural}: {count} likely duplicates")
