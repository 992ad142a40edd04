from django.urls import path

from . import views

urlpatterns = [
    path("topics/", views.TopicIndex.as_view(), name="topics"),
    path("topics/<slug:slug>/", views.TopicPage.as_view(), name="topic"),
]
