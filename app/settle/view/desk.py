"""What the settle desk shows: one story, its choices, and the others that wait."""

from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session, Settle
from app.base.story import DeskSlice, Story, open_story, stories
from app.settle.view.question import question
from app.settle.view.story import headline, summary, tell
from app.ui.look_of import notice_look
from app.ui.looks import Badge, EmptyLook, Mark, RowLook, SettleLook, Tone, TopBar


def view(slice_: DeskSlice, session: Session, badge: Badge) -> SettleLook:
    """Lay out the desk."""
    assert isinstance(session.place, Settle)
    every = stories(slice_.parked.rows, session.place.document)
    waiting = [story for story in every if not story.first.handed]
    story = open_story(every, session.place.story)
    hidden = slice_.parked.total + slice_.parked.handed - len(slice_.parked.rows)
    return SettleLook(
        top=TopBar(
            title=label("settle"),
            badge=badge,
            subtitle=story.first.envelope.seen.document_name if story else "",
            progress=_progress(story, waiting),
            back=True,
        ),
        story=tell(story, session, slice_.parked.now_ms) if story else None,
        rows=tuple(_row(one, story) for one in every),
        rows_title=label("settle_others" if waiting else "settle_handed"),
        more=label("settle_more", hidden=hidden) if hidden > 0 else "",
        empty=None if story else _nothing(),
        question=question(story, session) if story else None,
        notice=notice_look(session.notice),
    )


def _progress(story: Story | None, waiting: list[Story]) -> str:
    if story is None or story not in waiting:
        return ""
    return label("settle_of", number=waiting.index(story) + 1, count=len(waiting))


def _nothing() -> EmptyLook:
    return EmptyLook(label("settle_none"), label("settle_none_words"), icon="finish")


def _row(story: Story, shown: Story | None) -> RowLook:
    handed = story.first.handed
    return RowLook(
        id=story.id,
        title=headline(story),
        subtitle=summary(story),
        state=label("handed") if handed else "",
        action=Action.OPEN_STORY,
        value=story.id,
        tone=Tone.PLAIN,
        mark=Mark.SAFE if handed else None,
        chosen=story is shown,
    )
