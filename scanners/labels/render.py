"""From a template and its data to the bytes for a printer: the one way all labels go."""

from collections.abc import Callable, Mapping

from scanners.labels import data, fill, layout
from scanners.labels.backends import brother, epl, escpos, pdf, png, tspl, zpl
from scanners.labels.drawing import Drawing
from scanners.labels.fault import Fault, Wrong
from scanners.labels.letters.fonts import Fonts
from scanners.labels.template import Layout, Template
from scanners.labels.wish import To, Wish

WRITERS: dict[To, Callable[[Drawing], bytes]] = {
    To.ZPL: zpl.write,
    To.TSPL: tspl.write,
    To.EPL: epl.write,
    To.ESCPOS: escpos.write,
    To.BROTHER: brother.write,
    To.PDF: pdf.write,
    To.PNG: png.write,
}
PAPER_MM = {To.ESCPOS: escpos.PAPER_MM, To.BROTHER: brother.PAPER_MM}
"""How wide a label may be, where the language is one of narrow printers."""


def render(
    template: Template, given: Mapping[str, object], wish: Wish, fonts: Fonts | Fault
) -> bytes | tuple[Fault, ...]:
    """Write a label, or say everything that speaks against it; never half of one."""
    drawn = draw(template, given, wish, fonts)
    return WRITERS[wish.to](drawn) if isinstance(drawn, Drawing) else drawn


def draw(
    template: Template, given: Mapping[str, object], wish: Wish, fonts: Fonts | Fault
) -> Drawing | tuple[Fault, ...]:
    """Draw a label in dots, without choosing the words a printer is told it in."""
    checked = data.check(template.fields, given)
    faults = fill.faults_of(template) + checked.faults
    chosen = choose(template, wish)
    if isinstance(chosen, Fault):
        faults += (chosen,)
    if isinstance(fonts, Fault):
        faults += (fonts,)
    if faults:
        return faults
    assert isinstance(chosen, Layout)
    assert isinstance(fonts, Fonts)
    filled = fill.fill(chosen, checked.values, wish.language)
    return layout.draw(filled, fonts, wish.dpi)


def choose(template: Template, wish: Wish) -> Layout | Fault:
    """Take the widest layout that the paper can hold."""
    paper = wish.paper_mm or PAPER_MM.get(wish.to, 0)
    fitting = [one for one in template.layouts if not paper or one.width <= paper]
    narrowest = template.layouts[-1].width
    if not fitting:
        return Fault(Wrong.LABEL_TOO_WIDE, "", f"{narrowest:.0f} > {paper:.0f}")
    return fitting[0]
