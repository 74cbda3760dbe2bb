"""The goods the training warehouse trades in, and the names of those it trades with."""

from dataclasses import dataclass
from enum import StrEnum


class Care(StrEnum):
    """How a family of goods is handled."""

    PLAIN = "plain"
    WEIGHED = "weighed"
    LOT = "lot"
    FRESH = "fresh"
    SERIAL = "serial"
    PRECIOUS = "precious"


@dataclass(frozen=True, slots=True)
class Family:
    """Goods of one kind: every brand makes every thing in every size."""

    code: str
    care: Care
    zone: str
    case: tuple[int, ...]
    brands: tuple[str, ...]
    things: tuple[str, ...]
    sizes: tuple[str, ...]


_TOOLS = ("Nordhaken", "Birkmann", "Taldan", "Korvo", "Esper")
_PANTRY = ("Olmera", "Hof Linden", "Casa Brava", "Kivela")
_CARE = ("Liora", "Alpenrein", "Sanova", "Mirabel")
_POWER = ("Voltara", "Ampero", "Kinetik")

FAMILIES: tuple[Family, ...] = (
    Family("TL", Care.PLAIN, "A", (6, 12), _TOOLS,
           ("Claw hammer", "Screwdriver", "Combination pliers", "Adjustable wrench", "Hand saw",
            "Wood chisel", "Tape measure", "Spirit level", "Utility knife", "Hex key set"),
           ("small", "medium", "large", "pro", "insulated", "compact")),
    Family("FX", Care.PLAIN, "B", (100, 200, 500), ("Ferroline", "Dreher", "Tenax"),
           ("Wood screw", "Hex bolt", "Wall plug", "Washer", "Machine screw", "Cable tie",
            "Threaded rod", "Lock nut"),
           ("M4 × 20", "M5 × 40", "M6 × 30", "M6 × 60", "M8 × 40", "M8 × 80", "M10 × 50",
            "M10 × 100", "M12 × 60", "M12 × 120")),
    Family("LN", Care.WEIGHED, "B", (5, 25), ("Ferroline", "Dreher"),
           ("Wire nails", "Roofing nails", "Quartz sand", "Tile adhesive", "Grass seed"),
           ("loose, fine", "loose, medium", "loose, coarse")),
    Family("PT", Care.LOT, "B", (4, 6), ("Farbwerk Ostsee", "Pintara"),
           ("Wall paint", "Wood varnish", "Metal primer", "Silicone sealant", "Wood glue"),
           ("white 1 l", "white 5 l", "grey 1 l", "clear 0.5 l", "oak 1 l", "black 1 l")),
    Family("PY", Care.FRESH, "C", (6, 12, 24), _PANTRY,
           ("Olive oil", "Tomato passata", "Spaghetti", "Basmati rice", "Chickpeas",
            "Apricot jam", "Ground coffee", "Oat biscuits", "Dark chocolate", "Honey"),
           ("250 g", "500 g", "750 g", "1 kg", "organic 250 g", "organic 500 g",
            "catering 2 kg", "catering 5 kg")),
    Family("DL", Care.FRESH, "C", (8, 20), ("Hof Linden", "Kivela"),
           ("Natural yoghurt", "Butter", "Soft cheese", "Smoked salmon", "Hummus"),
           ("125 g", "200 g", "500 g", "family pack")),
    Family("CM", Care.FRESH, "D", (12, 24), _CARE,
           ("Hand cream", "Shampoo", "Shower gel", "Sun lotion", "Face serum", "Lip balm",
            "Deodorant", "Toothpaste"),
           ("lavender 50 ml", "lavender 200 ml", "lemon 200 ml", "rose 75 ml", "sensitive 100 ml",
            "aloe 250 ml", "travel size")),
    Family("HH", Care.PLAIN, "D", (10, 40), ("Hauswohl", "Brisa", "Tidy & Co"),
           ("Sponge", "Microfibre cloth", "Bin liner", "Storage box", "Work gloves", "Candle",
            "Kitchen towel", "Broom"),
           ("single", "3 pack", "5 pack", "10 pack", "large", "extra large", "blue", "green")),
    Family("CB", Care.PLAIN, "A", (10, 50), ("Voltara", "Linkwell", "Ampero", "Solvik"),
           ("USB-C cable", "HDMI cable", "Network cable", "Charger", "Power strip", "LED bulb",
            "Battery pack", "Extension lead", "Adapter", "Memory card"),
           ("0.5 m", "1 m", "2 m", "3 m", "5 m", "10 m", "white", "black", "grey", "twin")),
    Family("PW", Care.SERIAL, "A", (2, 4), _POWER,
           ("Cordless drill", "Angle grinder", "Jigsaw", "Orbital sander", "Vacuum cleaner",
            "Label printer", "Kettle", "Air compressor"),
           ("12 V", "18 V", "230 V compact", "230 V pro")),
    Family("HV", Care.PRECIOUS, "E", (1,), ("Voltara", "Helion", "Optika Nord", "Linkwell"),
           ("Laptop", "Tablet", "Thermal camera", "Laser level", "Rugged handheld"),
           ("Mk I", "Mk II", "Mk III", "Mk IV", "Mk V")),
)  # fmt: skip
"""High value is about one article in twenty."""

SUPPLIERS = (
    "Nordhaken Tools AB", "Ferroline Fasteners GmbH", "Olmera Foods S.p.A.", "Hof Linden eG",
    "Liora Cosmetics Lda", "Voltara Electric BV", "Kivela Dairy Oy", "Pintara Coatings SL",
    "Linkwell Cables Ltd", "Helion Devices KK", "Casa Brava Export SA", "Hauswohl Household KG",
)  # fmt: skip

CUSTOMERS = (
    "Corner Hardware Lindgren", "Café Morgenrot", "Hotel Seeblick", "Bäckerei Sommer",
    "Eisenwaren Petersen", "Studio Vela", "Radhaus Nord", "Kindergarten Sonnenhof",
    "Elektro Janssen", "Marina Holtenau", "Schreinerei Blum", "Kosmetik Atelier Rosa",
    "Pension Waldblick", "Technikmarkt Aue", "Feinkost Marino", "Bauhof Lüders",
)  # fmt: skip

COMPANIES = (
    "Havenmark Holding", "Havenmark Trade", "Havenmark Retail", "Havenmark Online",
    "Havenmark Import North", "Havenmark Import Overseas",
)  # fmt: skip
"""A holding, three sales companies, two import companies; ids are the places here, from one."""
