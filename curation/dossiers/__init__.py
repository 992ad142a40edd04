"""The records of one source as a file: a dossier, in JSON, that leaves and enters the record.

``shape`` says what a dossier holds, ``reading`` takes a file apart, ``first_generation`` translates the older format,
``matching`` finds the records that a file means, ``importing`` stores what is new, ``exporting`` writes.
"""
