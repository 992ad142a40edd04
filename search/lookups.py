"""Many primary keys as one parameter: neither database limits how many, and neither query text grows with them."""

import json

from django.db.models import BigAutoField, Func, IntegerField, Lookup


@BigAutoField.register_lookup
class Among(Lookup):
    """``pk__among=[…]``: as ``pk__in``, for any number of keys."""

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value, connection):
        keys = [int(key) for key in value]
        return ("%s", [keys if connection.vendor == "postgresql" else json.dumps(keys)])

    def as_sql(self, compiler, connection):
        left, left_parameters = self.process_lhs(compiler, connection)
        right, right_parameters = self.process_rhs(compiler, connection)
        parameters = [*left_parameters, *right_parameters]
        if connection.vendor == "postgresql":
            return f"{left} = ANY({right}::bigint[])", parameters
        return f"{left} IN (SELECT value FROM json_each({right}))", parameters  # noqa: S608 no text of users


class Place(Func):
    """The place of a primary key in a short list of keys, from 1; null outside of it."""

    output_field = IntegerField()

    def __init__(self, expression, keys):
        super().__init__(expression)
        self.keys = [int(key) for key in keys]

    def as_postgresql(self, compiler, connection, **context):
        sql, parameters = compiler.compile(self.source_expressions[0])
        return f"array_position(%s::bigint[], {sql}::bigint)", [self.keys, *parameters]

    def as_sqlite(self, compiler, connection, **context):
        sql, parameters = compiler.compile(self.source_expressions[0])
        listed = "," + ",".join(map(str, self.keys)) + ","
        return f"NULLIF(instr(%s, ',' || {sql} || ','), 0)", [listed, *parameters]
