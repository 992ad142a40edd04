from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.curating.filters import ConditionFilter

from .models import Topic


class TopicFilter(ConditionFilter):
    """The topics of a record, and “none”. The vocabulary is small, so that each can be offered."""

    title = _("topic")
    parameter_name = "topic"

    @classmethod
    def conditions(cls, model):
        relation = model._meta.get_field("topics")
        rows = relation.related_model.objects.filter(**{relation.field.name: OuterRef("pk")}).order_by()
        described = {
            topic.slug: (topic.name, Q(Exists(rows.filter(topic=topic.pk))))
            for topic in Topic.objects.by_name()
        }
        return {"none": (_("without a topic"), ~Q(Exists(rows))), **described}
