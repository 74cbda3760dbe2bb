"""The ways in which work done offline meets a changed world, each on a real Odoo."""
