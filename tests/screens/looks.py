"""One look of every kind that screens must draw, filled to the brim."""

from dataclasses import replace

from app.base.messages import Action
from app.base.notice import Sound
from app.ui.forms import ChoiceLook, FieldLook, GroupLook, PictureLook
from app.ui.looks import (
    ActionButton,
    Badge,
    BannerLook,
    BottomBar,
    CardLook,
    CheckLook,
    DesignLook,
    EmptyLook,
    FactLook,
    Field,
    HomeLook,
    Mark,
    NoticeLook,
    OutboxLook,
    QuestionLook,
    ReceiptsLook,
    ReceiveLook,
    RowLook,
    ScreenLook,
    SettleLook,
    SetupLook,
    StepLook,
    StoryLook,
    TileLook,
    Tone,
    TopBar,
)

BADGE = Badge(Mark.HERE, "2", "2 not in Odoo yet", "the oldest is 4 minutes old", Tone.ACCENT)
TOP = TopBar("P00012", BADGE, "Azure Interior", "5 of 9", back=True)
BAR = BottomBar(
    (
        ActionButton(Action.UNDO, "Undo", key="F4", icon="undo"),
        ActionButton(Action.ASK_BIN, "Bin", key="F2", icon="bin", enabled=False),
        ActionButton(Action.FINISH, "Finish", key="F9", icon="finish", primary=True),
    )
)
ROWS = (
    RowLook("7", "Large desk", "FURN-9666", "12 / 10", "pcs", "2 over", 120, Action.TAKE_LINE, "7"),
    RowLook("8", "Screws", action=Action.TAKE_LINE, value="8", mark=Mark.DONE, tone=Tone.GOOD),
    RowLook("9", "Not to be tapped", state="gone", tone=Tone.STOP),
)
CARD = CardLook(
    kicker="In hand",
    name="Large desk",
    code="FURN-9666",
    done="12",
    demand="10",
    unit="pcs",
    state="2 over",
    tone=Tone.ASK,
    facts=(
        FactLook("lot", "Lot", "L-2291", Action.ASK_LOT),
        FactLook("expiry", "Expires", "30.06.27"),
    ),
    percent=120,
    left="4 lines left",
    next="Screws",
    amount_action=Action.ASK_QUANTITY,
)
HOME = HomeLook(
    TopBar("Stockhand", BADGE),
    (
        TileLook("receipt", "Receive", "14", Action.OPEN_TILE, "receipt", late="3 late", key="F1"),
        TileLook("delivery", "Deliver", "3", Action.OPEN_TILE, "delivery", enabled=False),
        TileLook("transfer", "Move", "1", Action.OPEN_TILE, "transfer"),
    ),
    who="Ada",
    where="Rotterdam",
    hint="Scan anything",
    bar=BottomBar((ActionButton(Action.OPEN_SETUP, "Set up", key="F8", icon="setup"),)),
)
RECEIVE = ReceiveLook(
    TOP, CARD, ROWS, "Lines", (FactLook("order", "Order", "P00012"),), "9 more", BAR
)


def asking(question: QuestionLook) -> ReceiveLook:
    return replace(RECEIVE, question=question, bar=BottomBar())


PAD = asking(QuestionLook(Field.PAD, "How many?", "0", "12", "pcs", "Too many", cancel="Cancel"))
LOT = asking(
    QuestionLook(
        Field.TEXT,
        "Which lot?",
        "Scan or type",
        choices=(ChoiceLook("L-1", Action.CONFIRM, "L-1", "a minute ago", "F1"),),
    )
)
SHORT = asking(
    QuestionLook(
        Field.CHOICE,
        "4 lines are short",
        choices=(
            ChoiceLook("They come later", Action.REST_STAYS_OPEN, primary=True),
            ChoiceLook("They do not come", Action.REST_DROPPED, key="F2"),
        ),
        cancel="Go on",
    )
)
STOPPED = replace(RECEIVE, notice=NoticeLook(Sound.STOP, "Not this.", "Set it aside.", stays=True))
OUTBOX = OutboxLook(
    TopBar("Outbox", BADGE, back=True),
    (
        RowLook(
            "op1",
            "Large desk",
            steps=(
                ActionButton(Action.UNDO, "Take back", "op1"),
                ActionButton(Action.OPEN_DOCUMENT, "Open", "op1", primary=True),
            ),
        ),
    ),
    headline="One asks for you",
    words="Nothing is lost.",
    tone=Tone.ASK,
)
SETUP = SetupLook(
    TopBar("Set up", BADGE, back=True),
    (GroupLook("erp", "Work with", (ChoiceLook("Odoo", Action.CONFIRM, "odoo", chosen=True),)),),
    (FieldLook("url", "Address", "http://odoo"), FieldLook("key", "Key", secret=True)),
    submit="Test connection",
    words="Connected.",
    tone=Tone.GOOD,
    after=(GroupLook("company", "Company", (ChoiceLook("Harbour", Action.CONFIRM, "1"),)),),
)

STORY = StoryLook(
    id="op1",
    title="P00012 was cancelled.",
    article="Claw hammer 16 oz, fibreglass handle",
    about="HAM-0016 · lot L-2291 · into A-01-02",
    amount="12",
    unit="pcs",
    steps=(
        StepLook("You received it on P00012", "10:12 · 2 h ago · Ana · 4 scans", "scan"),
        StepLook("The office cancelled P00012", "10:42 · 90 min ago", "drop", Tone.ASK),
    ),
    ask="What about the goods?",
    choices=(
        ChoiceLook(
            "Put it back", Action.LET_GO, "op1", "The goods go back.", "Delete", primary=True, id=""
        ),
        ChoiceLook("Book on another order", Action.FILE, "op1", "Scan the order.", "F2", id=""),
        ChoiceLook("Let the office decide", Action.OFFICE, "op1", "Set it aside.", "F6", id=""),
    ),
)
SETTLE = SettleLook(
    TopBar("To settle", BADGE, "P00012", "1 of 3", back=True),
    STORY,
    (
        RowLook("op1", "P00012 was cancelled.", "12 × Claw hammer", chosen=True),
        RowLook(
            "op2", "A-01-02 was closed.", "6 × Large desk", action=Action.OPEN_STORY, value="op2"
        ),
        RowLook("op3", "Serial SN-1 is here already.", "1 × Camera", tone=Tone.ASK),
    ),
    rows_title="Also waiting",
    more="9 more follow.",
)

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
CHECK = CheckLook(
    TOP,
    RECEIVE.card,
    ROWS,
    "Answered",
    shows=(PictureLook("a" * 64, "How to look at it", PIXEL),),
    evidence=(PictureLook("b" * 64, "The seal", PIXEL), PictureLook("c" * 64, "Gone", b"")),
)
DESIGN = DesignLook(
    TOP,
    ROWS,
    "What stands on it",
    picture=b"\x89PNG",
    picture_name="The label case",
    words="Printer DOCK2",
    faults=("lot holds Ł.",),
    nudges=(
        ChoiceLook("Left", Action.CHOOSE, "nudge:left", key="ArrowLeft"),
        ChoiceLook("Right", Action.CHOOSE, "nudge:right", key="ArrowRight"),
    ),
    parts=(
        RowLook("part0", "{lot}", "text", action=Action.CHOOSE, value="element:0", chosen=True),
    ),
    parts_title="Tap a part to move it",
    bar=BAR,
)
RECEIPTS = ReceiptsLook(
    TOP,
    ROWS,
    "Scan a receipt",
    filters=(
        ChoiceLook("All", Action.ONLY, "all", chosen=True),
        ChoiceLook("In work", Action.ONLY, "begun"),
        ChoiceLook("Late", Action.ONLY, "late"),
        ChoiceLook("No goods", Action.ONLY, "blocked"),
    ),
    more="2 more",
    bar=BAR,
)
LOOKS: dict[str, ScreenLook] = {
    "home": HOME,
    "receipts": RECEIPTS,
    "no receipts": ReceiptsLook(TOP, (), empty=EmptyLook("Nothing waits", "Enjoy it.", "ok")),
    "receive": RECEIVE,
    "nothing in hand": replace(RECEIVE, card=CardLook("Scan an article", "or tap a line")),
    "pad": PAD,
    "date": asking(QuestionLook(Field.DATE, "Best before?", typed="30.06")),
    "bin": asking(QuestionLook(Field.BIN, "Which bin?", "Scan a bin")),
    "lot": LOT,
    "short": SHORT,
    "stopped": STOPPED,
    "done": replace(HOME, notice=NoticeLook(Sound.ORDER_DONE, "Done. 12 lines.")),
    "outbox": OUTBOX,
    "empty outbox": replace(OUTBOX, rows=(), empty=EmptyLook("All in Odoo")),
    "settle": SETTLE,
    "settle asks": replace(SETTLE, question=QuestionLook(Field.BIN, "Which bin?", "Scan a bin")),
    "nothing to settle": replace(SETTLE, story=None, rows=(), empty=EmptyLook("Nothing to settle")),
    "receive with a banner": replace(
        RECEIVE, banner=BannerLook("2 counts here wait for you", Action.OPEN_SETTLE, "100", "See.")
    ),
    "setup": SETUP,
    "designer": DESIGN,
    "designer asks": replace(DESIGN, question=QuestionLook(Field.TEXT, "What stands in lot?")),
    "check": CHECK,
    "check asks for a photo": replace(
        CHECK,
        question=QuestionLook(
            Field.CHOICE,
            "Photograph it",
            choices=(ChoiceLook("Take a picture", Action.TAKE_PICTURE, primary=True),),
        ),
    ),
    "sign on": ReceiptsLook(
        TOP,
        (RowLook("Ana", "Ana", "Picker", action=Action.OPEN_PERSON, value="Ana"),),
        more="Scan your badge, or tap your name.",
    ),
    "sign on asks for a PIN": ReceiptsLook(
        TOP,
        (),
        question=QuestionLook(
            Field.PIN, "PIN", "Your PIN", "40961", about="Ana", decimal_mark="", cancel="Cancel"
        ),
    ),
    "check asks for a signature": replace(
        CHECK, question=QuestionLook(Field.DRAW, "Sign", confirm="Done", clear="Again")
    ),
}
