"""THE TABLE of which screen draws which look."""

from collections.abc import Callable

import flet as ft

from app.check.screen import CheckScreen, ChecksScreen
from app.home.screen import HomeScreen
from app.labels.screen import DesignScreen, LabelsScreen
from app.lookup.screen import LookupScreen
from app.outbox.screen import OutboxScreen
from app.receive.screen import ReceiptsScreen, ReceiveScreen
from app.settle.screen import SettleScreen
from app.setup.screen import SetupScreen
from app.ui.looks import (
    CheckLook,
    ChecksLook,
    DesignLook,
    HomeLook,
    LabelsLook,
    LookupLook,
    OutboxLook,
    ReceiptsLook,
    ReceiveLook,
    ScreenLook,
    SettleLook,
    SetupLook,
    WorkLook,
)
from app.ui.work import WorkScreen

SCREENS: dict[type[ScreenLook], Callable[..., ft.Control]] = {
    HomeLook: HomeScreen,
    ReceiptsLook: ReceiptsScreen,
    ReceiveLook: ReceiveScreen,
    WorkLook: WorkScreen,
    OutboxLook: OutboxScreen,
    LabelsLook: LabelsScreen,
    LookupLook: LookupScreen,
    DesignLook: DesignScreen,
    SettleLook: SettleScreen,
    SetupLook: SetupScreen,
    ChecksLook: ChecksScreen,
    CheckLook: CheckScreen,
}
