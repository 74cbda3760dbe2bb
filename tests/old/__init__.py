"""Odoo 17 and 18, which could not be had here: a stand-in before the real Odoo 19, and the truth.

No package of either was to be found, so nothing here has met such a server. `older.py` stands
before a real Odoo 19 and knows only the words the older one has (`words.py`, read in Odoo's own
published sources and in the field lists of the OpenUpgrade project); it refuses every other. The
business is Odoo 19's. Where there is a real 17 or 18, `python -m tests.old.check` asks it instead.
"""
