from django.apps import apps
from django.core.management.base import BaseCommand
from simple_history.models import HistoricalChanges

from core.models import Curated

APPS = ("places", "topics", "sources", "organizations", "people", "events", "statements")

INTRODUCTION = """\
# Data dictionary

Every field of the record, made from the models by `manage.py data_dictionary`. Dates are EDTF text; each has two
columns `…_earliest` and `…_latest` beside it, the first and last day it can mean. *Key* marks the fields that tell a
row from all others, which fixtures refer to it by. *Evidence* lists the facts that a citation of the row can support.
A statement of a document or of an article has the form "written text"; one without a date of its own has that of its
event. How a value is known, stated or inferred, stands in its citations and nowhere else.
"""


class Command(BaseCommand):
    help = "Print the data dictionary in Markdown."

    def handle(self, *args, **options):
        paragraphs = [INTRODUCTION]
        for label in APPS:
            paragraphs.append(f"## {apps.get_app_config(label).verbose_name}\n")
            for model in apps.get_app_config(label).get_models():
                paragraphs += [] if issubclass(model, HistoricalChanges) else self.describe(model)
        self.stdout.write("\n".join(paragraphs))

    def describe(self, model) -> list[str]:
        """One model: its purpose, what can be proved about it, its fields."""
        name = str(model._meta.verbose_name)
        identity = model.identity if issubclass(model, Curated) else ()
        purpose = " ".join((model.__doc__ or "").split("\n\n")[0].split())
        citable = getattr(model, "citable", ())
        fields = [
            f"| `{field.name}` | {self.kind(field)} | {self.meaning(field, identity)} |"
            for field in model._meta.fields
            if field.editable and not field.primary_key
        ]
        return [
            f"### {name[0].upper()}{name[1:]} (`{model._meta.label_lower}`)\n",
            f"{purpose}\n",
            *([f"Evidence: {', '.join(citable)}.\n"] if citable else []),
            "| field | is | |\n| --- | --- | --- |",
            *fields,
            "",
        ]

    @staticmethod
    def kind(field) -> str:
        if field.related_model:
            return f"→ `{field.related_model._meta.label_lower}`"
        values = [value for value, _label in field.flatchoices or ()]
        if 0 < len(values) < 30:
            return ", ".join(f"`{value}`" for value in values if value)
        return field.get_internal_type().removesuffix("Field").lower()

    @staticmethod
    def meaning(field, identity) -> str:
        name = str(field.verbose_name)
        parts = [
            f"{name[0].upper()}{name[1:]}.",
            str(field.help_text),
            "*Key.*" if field.name in identity else "",
        ]
        return " ".join(part for part in parts if part)
