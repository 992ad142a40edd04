from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_delete, pre_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self):
        from core.batches import batch_ended

        from . import indexing, lookups  # noqa: F401 registers the lookup
        from .building import begin_indexes

        pre_save.connect(indexing.before_save, dispatch_uid="search")
        post_save.connect(indexing.after_save, dispatch_uid="search")
        pre_delete.connect(indexing.before_delete, dispatch_uid="search")
        post_delete.connect(indexing.after_delete, dispatch_uid="search")
        batch_ended.connect(indexing.flush, dispatch_uid="search")
        post_migrate.connect(begin_indexes, sender=self, dispatch_uid="search")
