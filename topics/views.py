from django.views.generic import TemplateView

from core.views import RecordPage

from .models import Topic


class TopicIndex(TemplateView):
    template_name = "topics/topic_list.html"


class TopicPage(RecordPage):
    model = Topic
    template_name = "topics/topic_detail.html"
