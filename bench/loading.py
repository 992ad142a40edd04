"""The synthetic record written straight into a database of the site."""

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from search.writing import Lines

from . import statements
from .record import Record, Table


def load(size: int, seed: int = 1) -> None:
    """Fill the empty database that the settings name with a record of ``size`` statements."""
    call_command("migrate", interactive=False, verbosity=0)
    record = Record(size, seed)
    with connection.cursor() as cursor:
        _relax(cursor)
        indexes = _drop_indexes(cursor)
        written = set()
        for tables in (record.tables(), statements.tables(record, size, seed)):
            for table in tables:
                with transaction.atomic():
                    write(cursor, table)
                written.add(table.model)
        for sql in indexes:
            cursor.execute(sql)
        for sql in connection.ops.sequence_reset_sql(no_style(), list(written)):
            cursor.execute(sql)
        cursor.execute("ANALYZE")
    connection.close()


def _relax(cursor) -> None:
    """No checks of references and no waiting for the disk: the rows are right, and can be made again."""
    if connection.vendor == "sqlite":
        for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -200000"):
            cursor.execute(f"PRAGMA {pragma}")
    else:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SET TIME ZONE 'UTC'")


def _drop_indexes(cursor) -> list[str]:
    """Drop every index that belongs to no constraint, and return what makes them again."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    else:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
    indexes = cursor.fetchall()
    for name, _sql in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in indexes]


def write(cursor, table: Table) -> None:
    """Store the rows of ``table`` by the fastest means of the database."""
    columns, rest = _complete(table.model, table.columns)
    rows = (row + rest for row in table.rows) if rest else iter(table.rows)
    names = ", ".join(f'"{column}"' for column in columns)
    target = f'"{table.model._meta.db_table}" ({names})'
    if connection.vendor == "sqlite":
        sql = f"INSERT INTO {target} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 (our own names)
        cursor.cursor.executemany(sql, rows)
    else:
        cursor.cursor.copy_expert(f"COPY {target} FROM STDIN", Lines(rows))


def _complete(model: type[Model], given: tuple[str, ...]) -> tuple[tuple[str, ...], tuple]:
    """All columns of ``model``, those of ``given`` first, and the defaults of the others."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    missing = [name for name in fields if name not in given]
    defaults = [fields[name].get_db_prep_save(fields[name].get_default(), connection) for name in missing]
    return (*given, *missing), tuple(defaults)
