from django.views.generic import ListView

from core.views import RecordPage
from sources.evidence import Notes

from .models import Topic


class TopicIndex(ListView):
    queryset = Topic.objects.all()
    template_name = "topics/topic_list.html"
    context_object_name = "topics"


class TopicPage(RecordPage):
    model = Topic
    template_name = "topics/topic_detail.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(notes=Notes(), **kwargs)
