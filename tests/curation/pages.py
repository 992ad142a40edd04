"""The admin's pages, and their forms as a browser would send them back."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from core.curating.admins import CuratedAdmin

CURATED_ADMINS = [
    model_admin for model_admin in admin.site._registry.values() if isinstance(model_admin, CuratedAdmin)
]


def page(record, name="change"):
    """The address of the page ``name`` of a record, or of a model."""
    options = record._meta
    arguments = [] if name in ("changelist", "add") else [record.pk]
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=arguments)


def forms_of(response):
    """The form of a page and those of its inlines."""
    yield response.context["adminform"].form
    for inline in response.context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def sent(response, **changes):
    """What a browser sends for the form of ``response`` after ``changes`` (by the name of the input)."""
    data = {}
    for form in forms_of(response):
        for bound in form:
            if bound.form.instance.pk if hasattr(bound.form, "instance") and bound.name == "id" else True:
                value = bound.value()
                data[bound.html_name] = "" if value is None else value
    data = {name: value for name, value in data.items() if value is not False}
    if data.get("change_reason") == "":
        data["change_reason"] = "As the source prints it."
    return {**data, **changes}


def save(client, url, **changes):
    """Open the form at ``url`` and send it with ``changes``."""
    return client.post(url, sent(client.get(url), **changes))


def delete(client, record, **changes):
    """Open the page that asks whether to delete ``record``, and say yes."""
    url = page(record, "delete")
    version = type(record).objects.values_list("version", flat=True).get(pk=record.pk)
    return client.post(url, {"post": "yes", "version_seen": version, **changes}, follow=True)


def act(client, action, *records, **changes):
    """Choose ``records`` in their list, and ``action``."""
    chosen = {"action": action, "_selected_action": [record.pk for record in records]}
    data = {**chosen, "seen": timezone.now().isoformat(), **changes}
    return client.post(page(records[0], "changelist"), data, follow=True)


def errors_of(response):
    """Every error that the page of a refused form shows."""
    found = []
    for form in [response.context["adminform"].form]:
        found += [message for messages in form.errors.values() for message in messages]
    for inline in response.context["inline_admin_formsets"]:
        found += inline.formset.non_form_errors()
        for form in inline.formset.forms:
            found += [message for messages in form.errors.values() for message in messages]
    return found


def messages_of(response):
    """What the page tells in its messages."""
    return [str(message) for message in response.context["messages"]]
