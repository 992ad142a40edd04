from django.db.models import Model, Prefetch


def evidence_of(model: type[Model], *paths: str) -> list[Prefetch]:
    """Prefetches of the public citations of ``model`` and of the rows that ``paths`` lead to from it.

    ``evidence_of(Event, "", "participations")`` fetches those of the event and of each participation.
    """
    prefetches = []
    for path in paths:
        owner = model
        for name in filter(None, path.split("__")):
            owner = owner._meta.get_field(name).related_model
        citations = owner._meta.get_field("citations").related_model
        lookup = f"{path}__citations" if path else "citations"
        prefetches.append(Prefetch(lookup, citations.objects.published().select_related("source")))
    return prefetches
