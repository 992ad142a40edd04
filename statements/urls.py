from django.urls import path

from core.file_views import file_patterns
from topics.exports import FORMATS as TOPIC_FORMATS

from . import views
from .exports import FORMATS

urlpatterns = [
    *file_patterns(FORMATS),
    *file_patterns(TOPIC_FORMATS),
    path("statements/", views.StatementList.as_view(), name="statements"),
    path("statements/<slug:slug>/", views.StatementPage.as_view(), name="statement"),
    path("topics/", views.TopicIndex.as_view(), name="topics"),
    path("topics/by-kind.csv", views.topic_counts, {"way": "kind"}, name="topics-by-kind"),
    path("topics/by-year.csv", views.topic_counts, {"way": "year"}, name="topics-by-year"),
    path("topics/<slug:slug>/", views.TopicPage.as_view(), name="topic"),
]
