from core.curating.tables import RecordResource

from .models import Person


class PersonResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = Person
        fields = ("slug", "name", "family_name", "given_name", "native_name", "native_language")
