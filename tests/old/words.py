"""What Odoo 17 and 18 have of what we could ask for: models with their fields, and methods."""

EVERYWHERE = {"id", "display_name", "create_date", "create_uid", "write_date", "write_uid"}
SHARED: dict[str, set[str]] = {
    "res.users": {"name", "company_id", "company_ids", "lang", "tz", "login"},
    "res.company": {"name", "nomenclature_id"},
    "barcode.nomenclature": {
        *("upc_ean_conv", "is_gs1_nomenclature", "gs1_separator_fnc1", "rule_ids"),
    },
    "barcode.rule": {
        *("name", "type", "encoding", "pattern", "alias", "sequence"),
        *("gs1_content_type", "gs1_decimal_usage", "barcode_nomenclature_id"),
    },
    "res.partner": {"name", "property_stock_supplier"},
    "mail.message": {"model", "res_id", "message_id", "body", "message_type"},
    "stock.warehouse": {"name", "code", "company_id", "lot_stock_id", "active", "in_type_id"},
    "stock.location": {
        *("name", "complete_name", "barcode", "usage", "active", "company_id", "warehouse_id"),
        *("location_id", "scrap_location", "storage_category_id"),
    },
    "stock.storage.category": {
        *("name", "company_id", "allow_new_product", "max_weight", "capacity_ids"),
    },
    "stock.storage.category.capacity": {"product_id", "package_type_id", "quantity"},
    "stock.putaway.rule": {
        *("company_id", "sequence", "location_in_id", "location_out_id", "product_id", "active"),
        *("category_id", "package_type_ids", "storage_category_id"),
    },
    "product.category": {"parent_path"},
    "stock.lot": {"name", "product_id", "company_id", "expiration_date"},
    "stock.quant": {
        *("product_id", "location_id", "lot_id", "company_id", "quantity", "reserved_quantity"),
        *("package_id", "inventory_date"),
    },
    "product.product": {
        *("default_code", "barcode", "active", "product_tmpl_id", "type", "company_id", "uom_id"),
        *("product_template_variant_value_ids", "weight"),
    },
    "product.template": {
        *("name", "tracking", "uom_id", "company_id", "type", "use_expiration_date"),
        *("removal_time", "categ_id", "product_variant_ids"),
    },
    "product.supplierinfo": {
        *("company_id", "product_id", "product_tmpl_id", "product_code", "partner_id"),
    },
    "purchase.order": {"partner_ref"},
    "product.template.attribute.value": {"name"},
    "product.packaging": {"name", "sequence", "product_id", "qty", "barcode", "company_id"},
    "uom.uom": {"name", "category_id", "factor", "factor_inv", "rounding", "uom_type", "active"},
    "stock.picking": {
        *("name", "origin", "state", "scheduled_date", "company_id", "location_id", "move_type"),
        *("location_dest_id", "backorder_id", "backorder_ids", "return_id", "partner_id"),
        *("picking_type_id", "move_ids", "move_line_ids", "message_ids", "group_id"),
        "batch_id",
        "purchase_id",  # with Purchase
    },
    "stock.picking.batch": {"name"},
    "stock.picking.type": {
        *("name", "code", "sequence_code", "warehouse_id"),
        *("default_location_src_id", "default_location_dest_id"),
    },
    "stock.move": {
        *("name", "product_id", "product_uom", "product_uom_qty", "state", "sequence", "quantity"),
        *("picked", "picking_id", "location_id", "location_dest_id", "group_id", "company_id"),
        *("product_qty", "rule_id", "move_orig_ids", "move_dest_ids"),
    },
    "stock.rule": {"action"},
    "stock.quant.package": {"name", "location_id", "company_id", "package_type_id"},
    "stock.package.type": {
        *("name", "company_id", "sequence", "barcode", "packaging_length", "width", "height"),
        *("base_weight", "max_weight"),
    },
    "stock.move.line": {
        *("move_id", "picking_id", "product_id", "quantity", "picked", "product_uom_id", "lot_id"),
        *("lot_name", "location_id", "location_dest_id", "expiration_date", "company_id"),
        *("package_id", "result_package_id", "quantity_product_uom", "batch_id"),
    },
}
"""What both have; fields that only Odoo 19 has are not here."""

FIELDS: dict[int, dict[str, set[str]]] = {
    17: SHARED,
    18: SHARED
    | {
        "stock.picking.type": SHARED["stock.picking.type"] | {"move_type"},
        "stock.putaway.rule": SHARED["stock.putaway.rule"] | {"sublocation"},
    },
}

ON_RECORDS = {"read", "write", "unlink", "web_read", "button_validate"}
"""Methods whose first argument is the ids."""
ON_MODELS = {
    *("context_get", "fields_get", "search", "search_count", "search_read", "web_search_read"),
    "read_group",
}
METHODS: dict[int, set[str]] = {
    17: ON_RECORDS | ON_MODELS | {"check_access_rights"},
    18: ON_RECORDS | ON_MODELS | {"check_access_rights", "has_access"},
}
COMODELS = {
    ("stock.picking", "picking_type_id"): "stock.picking.type",
    ("stock.picking", "partner_id"): "res.partner",
    ("stock.picking", "purchase_id"): "purchase.order",
    ("stock.picking", "backorder_ids"): "stock.picking",
    ("stock.picking", "move_ids"): "stock.move",
    ("stock.picking", "move_line_ids"): "stock.move.line",
    ("stock.picking", "batch_id"): "stock.picking.batch",
    ("stock.picking", "message_ids"): "mail.message",
    ("stock.picking.type", "default_location_src_id"): "stock.location",
    ("stock.picking.type", "warehouse_id"): "stock.warehouse",
    ("stock.location", "warehouse_id"): "stock.warehouse",
    ("stock.quant", "location_id"): "stock.location",
    ("stock.quant", "lot_id"): "stock.lot",
    ("stock.move", "picking_id"): "stock.picking",
    ("stock.move", "product_uom"): "uom.uom",
    ("stock.move", "rule_id"): "stock.rule",
    ("stock.move.line", "picking_id"): "stock.picking",
    ("stock.move.line", "product_uom_id"): "uom.uom",
    ("stock.move.line", "lot_id"): "stock.lot",
    ("stock.move.line", "package_id"): "stock.quant.package",
    ("stock.move.line", "result_package_id"): "stock.quant.package",
    ("product.packaging", "product_id"): "product.product",
}


def unknown(version: int, model: str, path: str) -> str:
    """Say which part of a path of fields that version does not have; nothing if it has all."""
    for name in path.split("."):
        fields = FIELDS[version].get(model, set()) | EVERYWHERE
        if name not in fields:
            return f"{model}.{name}"
        model = COMODELS.get((model, name), "")
    return ""
