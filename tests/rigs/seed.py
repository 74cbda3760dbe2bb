"""What the rig's warehouse holds beside Odoo's demo data: what tests may count on.

Scene (company 1, Odoo's main demo company, warehouse WH; planted by `plant`):

    who          clerk: Inventory/User in company 1 only; clerk_both: in company 1 and NORTH;
                 office: the administrator
    bins         WH/Stock/<zone>/<aisle>/<bin>, barcode = the bin's name, e.g. A-01-03
    articles     ARTICLES; each with a GTIN-13, some with a box (GTIN-14, `product.uom`)
    receipts     one an order in ORDERS; JOURNEY has seven lines of every kind
    refusals     the receipt of DONE is done, that of CANCELLED is cancelled
    others       one open delivery (DELIVERY), one open internal transfer (TRANSFER)
    NORTH        a second company with its own warehouse, clerk (clerk_north) and orders

With the add-on (ADDON_DATABASE) all is the same, and the clerks are users of Stockhand / Device,
no longer of Inventory / User.
"""

from dataclasses import dataclass

DATABASE = "warehouse"
BARE_DATABASE = "bare"
ADDON_DATABASE = "warehouse_addon"
ADDON = "stockhand"
MODULES = ("stock", "purchase_stock", "sale_stock", "stock_picking_batch", "product_expiry")

PASSWORD = "rig-only-password"
CLERK = "clerk"
CLERK_BOTH = "clerk_both"
CLERK_NORTH = "clerk_north"
OFFICE = "admin"
CLERKS = (CLERK, CLERK_BOTH, CLERK_NORTH)
PEOPLE = (*CLERKS, OFFICE)

WAREHOUSE = "WH"
NORTH_COMPANY = "Rig North Import"
NORTH_WAREHOUSE = "NORTH"

ZONES = ("A", "B")
AISLES = ("01", "02")
BINS = ("01", "02", "03", "04")

SUPPLIER = "Rig Tools Supply"
FOOD_SUPPLIER = "Rig Fresh Foods"
CUSTOMER = "Rig Corner Shop"


@dataclass(frozen=True)
class Box:
    """A packaging: so many units under a code of its own."""

    gtin: str
    name: str
    units: int


@dataclass(frozen=True)
class Article:
    """One product as the floor knows it. `tracking` is Odoo's none, lot or serial."""

    code: str
    name: str
    gtin: str
    tracking: str = "none"
    expires_in_days: int = 0
    unit: str = "Units"
    box: Box | None = None


@dataclass(frozen=True)
class Order:
    """A purchase order: number, supplier and (article code, amount as decimal text) lines."""

    name: str
    supplier: str
    lines: tuple[tuple[str, str], ...]
    days_from_now: int = 0


def gtin(digits: str) -> str:
    """The code with its check digit (GS1: weights three and one from the right)."""
    weighed = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return f"{digits}{-weighed % 10}"


def bin_names() -> tuple[str, ...]:
    """Every bin of the seed; a bin's barcode is its name."""
    return tuple(f"{zone}-{aisle}-{bin_}" for zone in ZONES for aisle in AISLES for bin_ in BINS)


def _article_gtin(number: int) -> str:
    return gtin(f"4012345{number:05d}")


def _box(number: int, name: str, units: int) -> Box:
    return Box(gtin(f"14012345{number:05d}"), name, units)


DRILL = Article("RIG-DRILL", "Drill 18 V", _article_gtin(1))
GLOVES = Article("RIG-GLOVES", "Work gloves", _article_gtin(2), box=_box(2, "Pack of 12", 12))
SCREWS = Article("RIG-SCREWS", "Screws 5x60", _article_gtin(3), box=_box(3, "Box of 100", 100))
CEMENT = Article("RIG-CEMENT", "Cement, loose", _article_gtin(4), unit="kg")
PAINT = Article("RIG-PAINT", "Paint white 10 l", _article_gtin(5), tracking="lot")
YOGHURT = Article(
    "RIG-YOGHURT",
    "Yoghurt 500 g",
    _article_gtin(6),
    tracking="lot",
    expires_in_days=30,
    box=_box(6, "Tray of 20", 20),
)
CAMERA = Article("RIG-CAMERA", "Thermal camera", _article_gtin(7), tracking="serial")
LADDER = Article("RIG-LADDER", "Ladder 3 m", _article_gtin(8))
GHOST = Article("RIG-GHOST", "Never ordered lamp", _article_gtin(9))
ARTICLES = (DRILL, GLOVES, SCREWS, CEMENT, PAINT, YOGHURT, CAMERA, LADDER, GHOST)

# A barcode no article, box, bin or lot has.
UNKNOWN_BARCODE = gtin("401234599999")

JOURNEY = Order(
    "P00101",
    SUPPLIER,
    (
        (DRILL.code, "10"),
        (GLOVES.code, "24"),
        (SCREWS.code, "300"),
        (CEMENT.code, "12.5"),
        (PAINT.code, "20"),
        (YOGHURT.code, "40"),
        (CAMERA.code, "3"),
    ),
)
PLAIN = Order("P00102", SUPPLIER, ((DRILL.code, "5"), (LADDER.code, "2"), (GLOVES.code, "12")), 1)
FOOD = Order("P00103", FOOD_SUPPLIER, ((YOGHURT.code, "100"), (PAINT.code, "4")), 2)
LOOSE = Order("P00104", SUPPLIER, ((CEMENT.code, "0.75"),), -1)
SERIALS = Order("P00105", SUPPLIER, ((CAMERA.code, "2"), (DRILL.code, "1")), -3)
DONE = Order("P00106", SUPPLIER, ((LADDER.code, "8"), (DRILL.code, "30")), -10)
CANCELLED = Order("P00107", SUPPLIER, ((LADDER.code, "1"),), -5)
ORDERS = (JOURNEY, PLAIN, FOOD, LOOSE, SERIALS, DONE, CANCELLED)
NORTH_ORDERS = (
    Order("P00201", SUPPLIER, ((DRILL.code, "7"), (PAINT.code, "3"))),
    Order("P00202", FOOD_SUPPLIER, ((YOGHURT.code, "60"),), 1),
)

DELIVERY = "RIG/OUT/1"
TRANSFER = "RIG/INT/1"
# What DONE brought in and where it lies, before any test: (article, amount, place).
STOCK = ((LADDER.code, "8", "WH/Stock"), (DRILL.code, "30", "WH/Stock"))
