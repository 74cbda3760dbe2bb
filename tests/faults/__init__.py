"""The real thing under attack: a real Odoo, a wire that lies, and a reader that believes nobody."""
