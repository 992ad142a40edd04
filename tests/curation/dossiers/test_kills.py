"""A killed import leaves nothing. `python -m tests.curation.dossiers.kills` does it as often as one likes."""

from tests.curation.dossiers import kills


def test_a_killed_import_leaves_all_or_nothing(migrated_database):
    found = kills.run(kills=2, people=20, database=migrated_database)

    assert found["partial"] == 0
    assert found["nothing"] + found["all"] == 2
