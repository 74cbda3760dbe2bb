"""A story in words: what is so now, the goods, what was done, and what can be chosen."""

from app.base.ages import MINUTE_MS, age
from app.base.amounts import plain
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session
from app.base.stories import ask_words, choice_words, parked_words
from app.base.story import Story
from app.base.wording import fill
from app.ui.forms import ChoiceLook
from app.ui.looks import StepLook, StoryLook, Tone
from sync.core.operations import Choice
from sync.core.policies import Amend
from sync.core.problems import Problem
from sync.core.records import OPEN_STATES
from sync.core.slices import SettleRow

ARTICLES_NAMED_MAX = 3
_CHANGES = {
    Problem.DOCUMENT_CANCELLED: "changed_cancelled",
    Problem.DOCUMENT_DONE: "changed_finished",
    Problem.BIN_CLOSED: "changed_closed",
    Problem.TAKEN_IN: "changed_taken_in",
}
_ACTIONS = {Choice.FILE: Action.FILE, Choice.LET_GO: Action.LET_GO, Choice.OFFICE: Action.OFFICE}
_KEYS = {Choice.FILE: "F2", Choice.LET_GO: "Delete", Choice.OFFICE: "F6"}
"""A choice has the same key wherever it is offered, and in whichever place."""


def tell(story: Story, session: Session, now_ms: int) -> StoryLook:
    """Tell a story, with the choices there are."""
    one_article = len(story.articles) == 1
    unit = story.first.did.unit
    goods = bool(story.articles)
    return StoryLook(
        id=story.id,
        title=headline(story),
        article=_articles(story),
        about=_about(story.first) if one_article else "",
        amount=_amount(story) if goods else "",
        unit=(unit.name if unit else "") if one_article else label("counts"),
        steps=(_did(story, session, now_ms), *_changed(story.first, now_ms), _now(story.first)),
        ask=_ask(story),
        choices=_choices(story),
    )


def headline(story: Story) -> str:
    """Say what is so now."""
    row = story.first
    did, goods = row.did, row.did.goods
    names = {
        "article": did.product.name if did.product else label("an_article"),
        "document": row.envelope.seen.document_name or label("the_order"),
        "lot": goods.lot or "" if goods else "",
        "bin": did.bin.label if did.bin else label("the_bin"),
        "who": row.envelope.who.user,
    }
    return fill(parked_words(row.problem), names)


def summary(story: Story) -> str:
    """Say in one line what it is about."""
    names = _articles(story)
    if len(story.articles) == 1:
        return f"{_amount(story)} × {names}"
    return names or label(f"deed_{story.kind}_short")


def _amount(story: Story) -> str:
    return plain(story.amount) if len(story.articles) == 1 else str(len(story.rows))


def _articles(story: Story) -> str:
    names = dict.fromkeys(row.did.product.name for row in story.rows if row.did.product)
    named = list(names)[:ARTICLES_NAMED_MAX]
    more = len(names) - len(named)
    return ", ".join([*named, *([label("more_articles", count=more)] if more > 0 else [])])


def _about(row: SettleRow) -> str:
    did, goods = row.did, row.did.goods
    parts = (
        did.product.code if did.product else "",
        f"{label('lot')} {goods.lot}" if goods and goods.lot else "",
        did.bin.label if did.bin else "",
    )
    return " · ".join(part for part in parts if part)


def _did(story: Story, session: Session, now_ms: int) -> StepLook:
    envelope = story.first.envelope
    own = envelope.who.user == session.user
    who = label("you") if own else envelope.who.user
    text = label(f"did_{story.kind}", who=who, document=envelope.seen.document_name)
    about = [_ago(now_ms - envelope.when.wall_ms)]
    if len(story.rows) > 1:
        about.append(label("counts_of", count=len(story.rows)))
    return StepLook(text, " · ".join(about), "scan")


def _changed(row: SettleRow, now_ms: int) -> tuple[StepLook, ...]:
    """Say who was there before, and when, where the office knows."""
    who, then_ms = row.result.changed_by, row.result.changed_ms
    if not who or then_ms is None:
        return ()
    words = label(_CHANGES.get(row.problem, "changed"), who=who)
    return (StepLook(words, _ago(now_ms - then_ms), "drop", Tone.ASK),)


def _now(row: SettleRow) -> StepLook:
    document, line, unit = row.document, row.line, row.unit
    about = label("set_aside_handed" if row.handed else "set_aside_waits")
    if line is not None and document is not None and document.state in OPEN_STATES:
        done, demand = plain(line.done), plain(line.demand)
        about = label("line_now", done=done, demand=demand, unit=unit.name if unit else "")
    return StepLook(label("set_aside"), about, "receipt", Tone.ASK)


def _ago(ms: int) -> str:
    return label("just_now") if ms < MINUTE_MS else label("ago", age=age(ms))


def _ask(story: Story) -> str:
    if story.first.handed:
        return label("handed_words")
    return ask_words(story.kind, story.first.scenario)


def _choices(story: Story) -> tuple[ChoiceLook, ...]:
    return tuple(
        _choice(story, choice, primary=number == 0) for number, choice in enumerate(story.choices)
    )


def _choice(story: Story, choice: Choice, *, primary: bool) -> ChoiceLook:
    row = story.first
    words = choice_words(story.kind, row.problem, row.scenario, row.amend, choice)
    text, detail = words.label, words.detail
    if choice is Choice.FILE and row.amend is Amend.DOCUMENT and len(story.places) == 1:
        document = story.places[0].document
        text, detail = label("book_on", document=document.name), document.party
    return ChoiceLook(
        text, _ACTIONS[choice], story.id, detail, _KEYS[choice], primary=primary, id=""
    )
