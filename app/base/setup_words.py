"""The words of the setup desk: its fields, and what may be chosen there."""

SETUP_LABELS = {
    "setup_intro": "Where is the work?",
    "erp": "Works with",
    "training": "Training warehouse",
    "training_detail": "Built in. Nothing here is real.",
    "odoo": "Odoo",
    "odoo_detail": "Your own, over the network: 19, or 17 and 18.",
    "field_url": "Address",
    "field_url_hint": "https://odoo.example.com",
    "field_database": "Database",
    "field_key": "API key",
    "field_key_hint": "Odoo: Preferences, Security, API keys. For 17 or 18: login:key",
    "field_key_kept": "kept; leave empty to use it again",
    "field_user": "Your name",
    "test": "Test connection",
    "company": "Company",
    "warehouse": "Warehouse",
    "start": "Start working",
    "required": "Fill this in.",
}
