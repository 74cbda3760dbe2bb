"""Whatever a printer is like, the page of labels says it, and so does the notice about a label."""

import pytest

from app.base.printing import PrintsSlice
from app.base.session import Labels, Session
from app.base.wording import say, text
from app.labels.view.desk import view
from app.ui.looks import Badge, Mark
from scanners.printers.printer import Condition

TROUBLES = [one for one in Condition if one is not Condition.READY]


@pytest.mark.parametrize("condition", TROUBLES)
def test_each_trouble_of_a_printer_has_its_words(condition: Condition):
    look = view(
        PrintsSlice((), "DOCK2", condition), Session(Labels(), None, "Zoë"), Badge(Mark.DONE)
    )
    assert look.words
    assert "DOCK2" in say(text(f"printer_{condition}", about="BOX-1", printer="DOCK2"))
