"""A printer that speaks IPP, as network printers do; and what CUPS's queues are asked with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyipp
from pyipp.enums import IppJobState, IppOperation, IppStatus

from scanners.labels.wish import To
from scanners.printers.printer import Condition, Result, Sent, Speaks, Status, Wait
from scanners.printers.wired import TO_BE_LOADED, USUAL, Patience

ANSWER_S_MAX = 10
JOBS_MAX = 200

_FORMATS = {To.PDF: "application/pdf", To.PNG: "image/png"}
_RAW = "application/octet-stream"
_TAKES = "document-format-supported"
_ASKED = ("printer-state", "printer-state-reasons", _TAKES)
#: What a printer says for a reason, without its severity, and how it then is for us.
_REASONS = {
    "media-empty": Condition.PAPER_OUT,
    "media-needed": Condition.PAPER_OUT,
    "media-jam": Condition.FAULT,
    "marker-supply-empty": Condition.PAPER_OUT,
    "cover-open": Condition.HEAD_OPEN,
    "door-open": Condition.HEAD_OPEN,
    "interlock-open": Condition.HEAD_OPEN,
    "paused": Condition.PAUSED,
    "moving-to-paused": Condition.PAUSED,
    "shutdown": Condition.OFFLINE,
}
_SEVERITY = re.compile("-(error|warning|report)$")
#: What a printer answers that does not take a format; of what we say nothing else can be strange.
_STRANGE = {
    IppStatus.ERROR_ATTRIBUTES_OR_VALUES,
    IppStatus.ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED,
    IppStatus.ERROR_DOCUMENT_FORMAT_ERROR,
}
_STOPPED = 5
_ENDED: dict[IppJobState, Result] = {
    IppJobState.COMPLETED: Result.PRINTED,
    IppJobState.CANCELED: Result.NOT_PRINTED,
    IppJobState.ABORTED: Result.NOT_PRINTED,
}


@dataclass(frozen=True, slots=True)
class Ipp:
    """A printer by its address, such as ipp://10.0.0.7/ipp/print."""

    uri: str
    speaks: Speaks
    wait: Wait
    patience: Patience = USUAL

    async def status(self) -> Status:
        asked = {"requested-attributes": list(_ASKED)}
        try:
            answer = await self._do(IppOperation.GET_PRINTER_ATTRIBUTES, asked)
        except (pyipp.IPPError, OSError):
            return Status(Condition.OFFLINE)
        told: Mapping[str, Any] = next(iter(answer["printers"]), {})
        return Status(_condition(told) if self._is_taken(told) else Condition.OTHER_LANGUAGE)

    async def send(self, content: bytes, name: str) -> Sent:
        """Hand over a job under its own name, by which it is found again if the answer is lost."""
        before = await self.status()
        if before.condition is not Condition.READY:
            return Sent(Result.NOT_PRINTED, before.condition)
        about = {"job-name": name, "document-format": self._format}
        try:
            answer = await self._do(IppOperation.PRINT_JOB, about, content)
            number = int(answer["jobs"][0]["job-id"])
        except pyipp.IPPConnectionError:
            found = await self._find(name)
            if found is None:
                return Sent(Result.UNKNOWN, (await self.status()).condition)
            number = found
        except pyipp.IPPError as refused:
            return Sent(Result.NOT_PRINTED, _refusal(refused))
        except (LookupError, TypeError, ValueError):
            return Sent(Result.NOT_PRINTED, Condition.FAULT)  # it answered, and would not take it
        return await self._after(number)

    @property
    def _format(self) -> str:
        return _FORMATS.get(self.speaks.to, _RAW)

    def _is_taken(self, told: Mapping[str, Any]) -> bool:
        """Whether it takes what we would send; one that names no formats is believed to."""
        given = told.get(_TAKES) or []
        formats = given if isinstance(given, list) else [given]
        return not formats or self._format in map(str, formats)

    async def _after(self, number: int) -> Sent:
        polls = loading = 0
        condition = Condition.SILENT
        while polls < self.patience.polls_max and loading < self.patience.loading_polls_max:
            condition = (await self.status()).condition
            state = await self._state(number)
            if state is not None and state in _ENDED:
                return Sent(_ENDED[state], _why(_ENDED[state], condition))
            if condition in TO_BE_LOADED:
                loading += 1
            else:
                polls += 1
            await self.wait(self.patience.poll_s)
        return Sent(Result.UNKNOWN, condition)

    async def _state(self, number: int) -> IppJobState | None:
        asked = {"job-id": number, "requested-attributes": ["job-state"]}
        try:
            answer = await self._do(IppOperation.GET_JOB_ATTRIBUTES, asked)
        except (pyipp.IPPError, OSError):
            return None
        jobs: list[dict[str, Any]] = answer["jobs"]
        return jobs[0].get("job-state") if jobs else None

    async def _find(self, name: str) -> int | None:
        """Find a job whose answer was lost; None where there is none, or nobody answers."""
        for which in ("not-completed", "completed"):
            asked = {
                "which-jobs": which,
                "limit": JOBS_MAX,
                "requested-attributes": ["job-id", "job-name"],
            }
            try:
                answer = await self._do(IppOperation.GET_JOBS, asked)
            except (pyipp.IPPError, OSError):
                return None
            for job in answer["jobs"]:
                if job.get("job-name") == name:
                    return int(job["job-id"])
        return None

    async def _do(
        self, operation: IppOperation, about: Mapping[str, object], content: bytes = b""
    ) -> dict[str, Any]:  # as pyipp reads it: what is in it depends on the printer
        message: dict[str, Any] = {"operation-attributes-tag": about}
        if content:
            message["data"] = content
        async with pyipp.IPP(self.uri, request_timeout=ANSWER_S_MAX) as printer:
            return await printer.execute(operation, message)


def _why(result: Result, condition: Condition) -> Condition:
    """A printer that ended a job unprinted and calls itself ready is in some trouble."""
    ended_so = result is Result.NOT_PRINTED and condition is Condition.READY
    return Condition.FAULT if ended_so else condition


def _refusal(refused: pyipp.IPPError) -> Condition:
    """Why it answered and would not take a job: as pyipp tells it, behind its words."""
    about = refused.args[1] if len(refused.args) > 1 else {}
    strange = about.get("status-code") in _STRANGE
    return Condition.OTHER_LANGUAGE if strange else Condition.FAULT


def _condition(attributes: Mapping[str, Any]) -> Condition:
    """Read a printer's reasons before its state: a printer out of paper may call itself idle."""
    given = attributes.get("printer-state-reasons") or []
    reasons = given if isinstance(given, list) else [given]
    for reason in map(str, reasons):
        if condition := _REASONS.get(_SEVERITY.sub("", reason)):
            return condition
    return Condition.PAUSED if attributes.get("printer-state") == _STOPPED else Condition.READY
