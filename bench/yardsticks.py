"""What the search is compared with: the same public statements in flat tables with each database's own full text.

The tables are kinder to the others than the site's own: no joins, an index on every facet, Chinese cut into pairs of
characters beforehand, because neither tokenizer finds a Chinese word of two characters otherwise.

Datasette knows that a table is searched by the words content="…" alone, with these quotation marks.
"""

import re
import sqlite3
from pathlib import Path

import psycopg2

from search.writing import Lines

HAN_RUN = re.compile("[\u4e00-\u9fff]+")
FACETS = ("year", "city", "person", "organization")  # and topics, of which a statement has several

FLAT = """
CREATE TABLE statement (
    id INTEGER PRIMARY KEY, said TEXT, year INTEGER, city INTEGER, person INTEGER, organization INTEGER,
    topics TEXT, words TEXT
);
INSERT INTO statement
SELECT s.id, e.start_earliest, CAST(substr(e.start_earliest, 1, 4) AS INTEGER), e.city_id, s.person_id,
    coalesce(s.organization_id, (
        SELECT a.organization_id FROM record.statements_statementcapacity c
        JOIN record.people_affiliation a ON a.id = c.affiliation_id WHERE c.statement_id = s.id
    )),
    (SELECT json_group_array(t.topic_id) FROM record.statements_statementtopic t WHERE t.statement_id = s.id),
    segmented(s.quote || s.paraphrase)
FROM record.statements_statement s LEFT JOIN record.events_event e ON e.id = s.event_id
WHERE s.status = 'published';
CREATE VIRTUAL TABLE statement_fts
USING fts5(words, content="statement", content_rowid='id', tokenize='porter unicode61');
INSERT INTO statement_fts(statement_fts) VALUES ('rebuild');
CREATE INDEX statement_said ON statement(said);
CREATE INDEX statement_year ON statement(year);
CREATE INDEX statement_city ON statement(city);
CREATE INDEX statement_person ON statement(person);
CREATE INDEX statement_organization ON statement(organization);
CREATE TABLE facet (id INTEGER PRIMARY KEY, year INTEGER, city INTEGER, person INTEGER, organization INTEGER);
INSERT INTO facet SELECT id, year, city, person, organization FROM statement;
CREATE TABLE topic (statement INTEGER, topic INTEGER, PRIMARY KEY (statement, topic)) WITHOUT ROWID;
INSERT INTO topic SELECT statement.id, each.value FROM statement, json_each(statement.topics) each;
ANALYZE;
"""

POSTGRES = """
DROP SCHEMA IF EXISTS yardstick CASCADE;
CREATE SCHEMA yardstick;
CREATE UNLOGGED TABLE yardstick.loaded (
    id integer, year integer, city integer, person integer, organization integer, words text
);
CREATE UNLOGGED TABLE yardstick.topic (statement integer, topic integer);
"""
POSTGRES_INDEXES = """
CREATE TABLE yardstick.statement AS
SELECT id, year, city, person, organization, to_tsvector('simple', words) AS words FROM yardstick.loaded;
DROP TABLE yardstick.loaded;
CREATE INDEX ON yardstick.statement USING gin (words);
ALTER TABLE yardstick.topic ADD PRIMARY KEY (statement, topic);
ALTER TABLE yardstick.statement ADD PRIMARY KEY (id);
ANALYZE yardstick.statement;
ANALYZE yardstick.topic;
"""


def segmented(text: str) -> str:
    """``text`` with every run of Chinese characters as its overlapping pairs."""
    return HAN_RUN.sub(
        lambda run: " ".join(a + b for a, b in zip(run[0], run[0][1:], strict=False)) + " ", text
    )


def make_flat(record: Path, flat: Path) -> None:
    """Write the flat tables of the SQLite database ``record`` to the new file ``flat``."""
    connection = sqlite3.connect(flat)
    connection.create_function("segmented", 1, segmented, deterministic=True)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("ATTACH ? AS record", (str(record),))
    connection.executescript(FLAT)
    connection.close()


def copy_flat(flat: Path, database: str) -> None:
    """Write the flat tables of ``flat`` to the PostgreSQL ``database`` too, in a schema of their own."""
    source = sqlite3.connect(flat)
    with psycopg2.connect(database) as connection, connection.cursor() as cursor:
        cursor.execute(POSTGRES)
        for table, columns in (
            ("loaded", "id, year, city, person, organization, words"),
            ("topic", "statement, topic"),
        ):
            origin = "statement" if table == "loaded" else table
            rows = source.execute(f"SELECT {columns} FROM {origin}")  # noqa: S608 (our own names)
            cursor.copy_expert(f"COPY yardstick.{table} ({columns}) FROM STDIN", Lines(rows))
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(POSTGRES_INDEXES)
    source.close()
