"""Data quality: what is wrong with the record, what is worth a look, and what is only good to know.

``checks.py`` says what a check is, the modules named for what they look at hold the checks, and ``registry.py`` lists
them all. The start page, ``/admin/quality/`` and ``manage.py audit_data`` read that one list.
"""

PERMISSION = "curation.view_auditresult"
