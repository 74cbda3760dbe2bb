"""One suite for every ERP behind `Remote`; where training and Odoo differ, training is wrong."""
