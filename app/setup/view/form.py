"""What the setup desk shows: the form, how the last try went, and what to choose then."""

from dataclasses import replace

from app.base.heard import WAYS_TO_CHOOSE, WEDGE, called, meaning, raw, why
from app.base.labels import label
from app.base.language import NAMES
from app.base.messages import Action
from app.base.scanners import ScannerLine
from app.base.session import Session
from app.base.setup import Erp, Form, KeyboardForm, ScannerForm
from app.base.wording import say
from app.setup.view.carrying import code_of, settings_of, unsent_work
from app.ui.forms import ChoiceLook, FieldLook, GroupLook, PictureLook, ScannerLook
from app.ui.look_of import notice_look
from app.ui.looks import ActionButton, Badge, BottomBar, SetupLook, Tone, TopBar

MAKER = "honeywell"
"""The one whose scanners we have codes for: see `assets/labels/honeywell.json`."""
_SAID = frozenset({"missing", "denied"})
"""Where nothing is added by what the system says of it."""


def view(form: Form, session: Session, badge: Badge) -> SetupLook:
    """Lay out the form."""
    if form.keyboard is not None:
        return _keyboard_form(form, form.keyboard, badge, session)
    if form.scanner is not None:
        return _scanner_form(form, form.scanner, badge, session)
    ready = form.company is not None and form.warehouse is not None and bool(form.companies)
    return SetupLook(
        top=TopBar(title=label("setup"), badge=badge, back=session.scope is not None),
        groups=(GroupLook("erp", label("erp"), _erps(form)),),
        fields=_fields(form),
        submit=label("test"),
        busy=form.busy,
        intro=label("setup_intro"),
        words=say(form.words) if form.words else "",
        tone=Tone.GOOD if form.went_well else Tone.STOP,
        after=_after(form) if ready else (),
        tail=(
            *(() if session.scope is None else unsent_work(form)),
            *(() if session.scope is None else settings_of(form)),
            *(() if session.scope is None else _languages_of_labels(form)),
            GroupLook("speaks", label("language"), _languages(form)),
        ),
        pictures=code_of(form),
        printers=_printers(form),
        printers_title=label("printers"),
        more=(_add(), *(() if session.scope is None else (_people(),))),
        scanners=tuple(_scanner(line) for line in form.scanners),
        scanners_title=label("scanners"),
        bar=BottomBar((_start(),) if ready else ()),
        notice=notice_look(session.notice),
    )


def _people() -> ChoiceLook:
    return ChoiceLook(label("people"), Action.OPEN_PEOPLE, detail=label("people_detail"))


def _keyboard_form(form: Form, one: KeyboardForm, badge: Badge, session: Session) -> SetupLook:
    forget = ChoiceLook(
        label("keyboard_as_it_arrives"),
        Action.CHOOSE,
        "scanner:as_it_arrives",
        detail=label("keyboard_as_it_arrives_detail"),
    )
    maker = ChoiceLook(
        label("scanner_maker", maker=MAKER.title()),
        Action.CHOOSE,
        f"scanner:maker:{MAKER}",
        detail=label("scanner_maker_detail"),
    )
    if one.maker:
        return SetupLook(
            top=TopBar(title=label("scanner_maker", maker=MAKER.title()), badge=badge, back=True),
            intro=label("scanner_maker_intro", label=MAKER),
            pictures=(PictureLook("maker-sheet", label("scanner_maker_detail"), one.maker),),
            notice=notice_look(session.notice),
            form="maker",
        )
    return SetupLook(
        top=TopBar(title=label("keyboard"), badge=badge, back=True),
        intro=label("keyboard_intro"),
        pictures=(PictureLook("keyboard-label", label("keyboard"), one.label),),
        words=say(form.words) if form.words else "",
        tone=Tone.GOOD if form.went_well else Tone.ASK,
        scanners=tuple(_scanner(line) for line in form.scanners),
        more=(maker, *((forget,) if one.is_calibrated else ())),
        notice=notice_look(session.notice),
        form="keyboard",
    )


def _scanner_form(form: Form, one: ScannerForm, badge: Badge, session: Session) -> SetupLook:
    ways = tuple(
        ChoiceLook(
            label(f"choose_{way}"), Action.CHOOSE, f"scanner:way:{way}", chosen=way == one.way
        )
        for way in WAYS_TO_CHOOSE
    )
    found = tuple(
        ChoiceLook(
            name or address,
            Action.CHOOSE,
            f"scanner:at:{address}",
            detail=address,
            chosen=address == one.address,
        )
        for address, name in one.found
    )
    remove = ChoiceLook(
        label("scanner_remove"),
        Action.CHOOSE,
        "scanner:remove",
        detail=label("scanner_remove_detail"),
    )
    return SetupLook(
        top=TopBar(title=label("scanner"), badge=badge, back=True),
        groups=(
            *(() if one.name else (GroupLook("way", label("scanner_way"), ways),)),
            *((GroupLook("found", label("scanner_found"), found),) if found else ()),
        ),
        fields=_scanner_fields(one),
        submit=label("scanner_try"),
        words=say(form.words) if form.words else "",
        tone=Tone.GOOD if form.went_well else Tone.STOP,
        scanners=tuple(_scanner(line) for line in form.scanners),
        more=(remove,) if one.name else (),
        notice=notice_look(session.notice),
        form=f"scanner-{one.opened}-{one.way}-{one.address}",
    )


def _scanner_fields(one: ScannerForm) -> tuple[FieldLook, ...]:
    values = {
        "scanner_address": one.address,
        "scanner_prefix": one.prefix,
        "scanner_suffix": one.suffix,
        "scanner_quiet_ms": one.quiet_ms,
        "scanner_double_ms": one.double_ms,
    }
    hints = {"scanner_address": label(f"address_{one.way}")}
    wrong = dict(one.wrong)
    return tuple(
        FieldLook(
            name,
            label(f"field_{name}"),
            value,
            hint=hints.get(name, ""),
            error=label(wrong[name]) if name in wrong else "",
        )
        for name, value in values.items()
    )


def _add() -> ChoiceLook:
    return ChoiceLook(
        label("scanner_add"), Action.CHOOSE, "scanner:add", detail=label("scanner_add_detail")
    )


def _start() -> ActionButton:
    return ActionButton(Action.SAVE, label("start"), icon="finish", primary=True)


def _erps(form: Form) -> tuple[ChoiceLook, ...]:
    return tuple(
        ChoiceLook(
            label(erp),
            Action.CHOOSE,
            value=f"erp:{erp}",
            detail=label(f"{erp}_detail"),
            chosen=form.erp is erp,
        )
        for erp in Erp
    )


def _fields(form: Form) -> tuple[FieldLook, ...]:
    user = _field(form, "user", form.user)
    if form.erp is Erp.TRAINING:
        return (user,)
    hint = label("field_key_kept" if form.key_kept else "field_key_hint")
    return (
        _field(form, "url", form.url, hint=label("field_url_hint")),
        _field(form, "database", form.database),
        _field(form, "key", "", hint=hint, secret=True),
        user,
    )


def _field(form: Form, name: str, value: str, *, hint: str = "", secret: bool = False) -> FieldLook:
    wrong = dict(form.wrong)
    error = label(wrong[name]) if name in wrong else ""
    return FieldLook(name, label(f"field_{name}"), value, hint=hint, error=error, secret=secret)


def _languages(form: Form) -> tuple[ChoiceLook, ...]:
    return tuple(
        ChoiceLook(name, Action.CHOOSE, f"language:{one}", chosen=form.language is one)
        for one, name in NAMES.items()
    )


def _languages_of_labels(form: Form) -> tuple[GroupLook, ...]:
    if form.labels is None:
        return ()
    choices = tuple(
        ChoiceLook(name, Action.CHOOSE, f"label:{one}", chosen=one == form.labels.language)
        for one, name in NAMES.items()
    )
    return (GroupLook("language", label("label_language"), choices),)


def _printers(form: Form) -> tuple[ScannerLook, ...]:
    """Name the printers as their file has them, and what in it keeps one from being used."""
    if form.labels is None:
        return ()
    files = (
        ScannerLook(f"file{at}", label("printer_file"), say(one), good=False)
        for at, one in enumerate(form.labels.wrong)
    )
    lines = (
        ScannerLook(
            one.name,
            label("printer_is_here", printer=one.name) if one.is_here else one.name,
            say(one.wrong) if one.wrong else one.address,
            good=one.wrong is None,
        )
        for one in form.labels.printers
    )
    return (*files, *lines)


def _scanner(line: ScannerLine) -> ScannerLook:
    state = label(f"link_{line.link}")
    if line.count:
        state = label("scanner_count", state=state, count=str(line.count))
    if line.detail and line.link not in _SAID:
        state = f"{state} ({line.detail})"
    if line.battery is not None:
        state = label("scanner_battery", state=state, percent=str(line.battery))
    good = line.link == "ready"
    edit = f"scanner:edit:{line.name}" if line.is_set_up else ""
    if line.name == WEDGE:
        edit = "scanner:keyboard"
    look = ScannerLook(line.name, called(line.name), state, good, edit=edit)
    if line.last is None:
        return look
    return replace(look, raw=raw(line.last.raw), meaning=meaning(line.last), why=why(line.last))


def _after(form: Form) -> tuple[GroupLook, ...]:
    companies = tuple(
        ChoiceLook(one.name, Action.CHOOSE, f"company:{one.id}", chosen=one.id == form.company)
        for one in form.companies
        if any(w.company == one.id for w in form.warehouses)
    )
    warehouses = tuple(
        ChoiceLook(one.name, Action.CHOOSE, f"warehouse:{one.id}", chosen=one.id == form.warehouse)
        for one in form.warehouses
        if one.company == form.company
    )
    return (
        GroupLook("company", label("company"), companies),
        GroupLook("warehouse", label("warehouse"), warehouses),
    )
