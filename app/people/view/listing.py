"""What the list of people shows, and the form of one of them."""

from app.base.labels import label
from app.base.messages import Action
from app.base.people import ListSlice, Role, Worker, WorkerForm
from app.base.session import People, Session
from app.ui.forms import ChoiceLook, FieldLook, GroupLook
from app.ui.look_of import notice_look
from app.ui.looks import Badge, SetupLook, TopBar


def view_people(slice_: ListSlice, session: Session, badge: Badge) -> SetupLook:
    """Lay out everybody; or the one who is open."""
    place = session.place
    assert isinstance(place, People)
    if place.form is not None:
        return _form(place, place.form, slice_, session, badge)
    add = ChoiceLook(label("person_add"), Action.CHOOSE, "add:", primary=True, id="add")
    return SetupLook(
        top=TopBar(title=label("people"), badge=badge, back=True),
        intro=label("people_shared" if slice_.workers else "people_intro"),
        more=(*(_worker(one) for one in slice_.workers), add),
        notice=notice_look(session.notice),
        form="people",
    )


def _worker(worker: Worker) -> ChoiceLook:
    ways = [worker.badge, label("pin") if worker.has_pin else ""]
    detail = " · ".join(part for part in (label(f"role_{worker.role}"), *ways) if part)
    value = f"worker:{worker.name}"
    return ChoiceLook(worker.name, Action.CHOOSE, value, detail=detail, id=worker.name)


def _form(
    place: People, form: WorkerForm, slice_: ListSlice, session: Session, badge: Badge
) -> SetupLook:
    roles = tuple(
        ChoiceLook(label(f"role_{role}"), Action.CHOOSE, f"role:{role}", chosen=role is form.role)
        for role in Role
    )
    places = tuple(
        ChoiceLook(name, Action.CHOOSE, f"place:{id_}", chosen=id_ in form.warehouses)
        for id_, name in slice_.places
    )
    drop = ChoiceLook(label("person_drop"), Action.CHOOSE, "drop:", id="drop")
    return SetupLook(
        top=TopBar(title=form.was or label("person_add"), badge=badge, back=True),
        fields=_fields(form),
        submit=label("person_keep"),
        groups=(
            GroupLook("role", label("person_role"), roles),
            *((GroupLook("places", label("person_places"), places),) if places else ()),
        ),
        more=(drop,) if form.was else (),
        notice=notice_look(session.notice),
        form=f"person-{place.opened}",
    )


def _fields(form: WorkerForm) -> tuple[FieldLook, ...]:
    wrong = {name: label(key) for name, key in form.wrong}
    hint = label("field_pin_kept" if form.has_pin else "field_pin_hint")
    return (
        FieldLook("name", label("field_name"), form.name, error=wrong.get("name", "")),
        FieldLook(
            "badge",
            label("field_badge"),
            form.badge,
            label("field_badge_hint"),
            wrong.get("badge", ""),
        ),
        FieldLook("pin", label("field_pin"), hint=hint, error=wrong.get("pin", ""), secret=True),
    )
