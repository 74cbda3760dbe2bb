"""The independent reader: plain SQL on Odoo's database and on the devices' journals, no more."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.faults.compare import Change, Key, Seen
from tests.rigs.running import RunningOdoo

UNFINISHED = frozenset({"retry", "waiting"})
"""Answers that are none yet."""

# Every change of what was handled, as it was committed: a triggered row goes with its transaction.
LOG = """
CREATE TABLE faults_log (
    n bigserial, tx bigint DEFAULT txid_current(), picking int, move int, lot text, bin int,
    amount numeric, closed bool DEFAULT false);
CREATE FUNCTION faults_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.picked THEN
    INSERT INTO faults_log (picking, move, lot, bin, amount) VALUES (OLD.picking_id, OLD.move_id,
      coalesce((SELECT name FROM stock_lot WHERE id = OLD.lot_id), OLD.lot_name, ''),
      OLD.location_dest_id, -OLD.quantity);
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.picked THEN
    INSERT INTO faults_log (picking, move, lot, bin, amount) VALUES (NEW.picking_id, NEW.move_id,
      coalesce((SELECT name FROM stock_lot WHERE id = NEW.lot_id), NEW.lot_name, ''),
      NEW.location_dest_id, NEW.quantity);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER faults_line AFTER INSERT OR UPDATE OR DELETE ON stock_move_line
  FOR EACH ROW EXECUTE FUNCTION faults_line();
CREATE FUNCTION faults_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO faults_log (picking, closed) VALUES (NEW.id, true);
  RETURN NULL;
END $$;
CREATE TRIGGER faults_closed AFTER UPDATE OF state ON stock_picking
  FOR EACH ROW WHEN (NEW.state = 'done' AND OLD.state <> 'done') EXECUTE FUNCTION faults_closed();
"""
LOGGED = """
SELECT dense_rank() OVER (ORDER BY first) AS transaction, picking, move, lot, bin, closed, amount
FROM (SELECT min(n) AS first, picking, move, lot, bin, closed, sum(amount) AS amount, tx
      FROM (SELECT min(n) OVER (PARTITION BY tx) AS n, picking, move, lot, bin, closed, amount, tx
            FROM faults_log WHERE picking IN ({ids})) AS each
      GROUP BY tx, picking, move, lot, bin, closed) AS net
WHERE closed OR amount <> 0 ORDER BY first, closed
"""
AMOUNTS = """
SELECT l.move_id AS move, coalesce(t.name, l.lot_name, '') AS lot, l.location_dest_id AS bin,
       sum(l.quantity) AS amount
FROM stock_move_line l LEFT JOIN stock_lot t ON t.id = l.lot_id
WHERE l.picked AND l.picking_id IN ({ids}) GROUP BY 1, 2, 3 HAVING sum(l.quantity) <> 0
"""
# What lies in the bins, and what closed receipts say was put there.
LYING = """
SELECT q.product_id AS product, coalesce(t.name, '') AS lot, q.location_id AS bin,
       sum(q.quantity) AS amount
FROM stock_quant q LEFT JOIN stock_lot t ON t.id = q.lot_id
WHERE q.location_id IN ({bins}) GROUP BY 1, 2, 3
"""
PUT = """
SELECT l.product_id AS product, coalesce(t.name, '') AS lot, l.location_dest_id AS bin,
       sum(l.quantity) AS amount
FROM stock_move_line l LEFT JOIN stock_lot t ON t.id = l.lot_id
WHERE l.state = 'done' AND l.picking_id IN ({ids}) AND l.location_dest_id IN ({bins})
GROUP BY 1, 2, 3
"""
EVERYWHERE = "SELECT product_id AS product, sum(quantity) AS amount FROM stock_quant GROUP BY 1"
BACKORDERS = """
SELECT backorder_id AS picking FROM stock_picking WHERE backorder_id IN ({ids})
GROUP BY 1 HAVING count(*) > 1
"""

Row = dict[str, Any]
Amounts = dict[tuple[Any, ...], Decimal]


@dataclass(frozen=True)
class Before:
    """What there was before anybody did anything."""

    lying: Amounts
    everywhere: Amounts


@dataclass
class Reader:
    """Reads one database about some receipts and bins."""

    odoo: RunningOdoo
    receipts: Sequence[int]
    bins: Sequence[int]

    def install(self) -> Before:
        """Have the database log what becomes of lines, and read what there is."""
        self.odoo.site.postgres.sql(LOG, database=self.odoo.database)
        return Before(self._lying(), self._everywhere())

    def read(self, journals: Iterable[Path]) -> Seen:
        """Read it all."""
        amounts = {
            Key(row["move"], row["lot"], row["bin"]): row["amount"] for row in self._rows(AMOUNTS)
        }
        logged = self._rows(LOGGED)
        changes = [
            Change(
                row["transaction"],
                row["picking"],
                Key(row["move"], row["lot"], row["bin"]),
                row["amount"],
            )
            for row in logged
            if not row["closed"]
        ]
        closed = {row["picking"]: row["transaction"] for row in logged if row["closed"]}
        return Seen(answers(journals), amounts, changes, closed)

    def imbalance(self, before: Before) -> list[str]:
        """Say where stock was made or lost, and which receipt has more than one backorder."""
        wanted = dict(before.lying)
        for key, amount in self._amounts(PUT).items():
            wanted[key] = wanted.get(key, Decimal(0)) + amount
        now = self._lying()
        found = [
            f"{key}: {now.get(key, 0)} and not {wanted.get(key, 0)}"
            for key in now.keys() | wanted.keys()
            if now.get(key, 0) != wanted.get(key, 0)
        ]
        everywhere = self._everywhere()
        found += [
            f"product {key[0]}: {amount} in all and not {before.everywhere.get(key, 0)}"
            for key, amount in everywhere.items()
            if amount != before.everywhere.get(key, 0)
        ]
        return found + [
            f"receipt {row['picking']}: two backorders" for row in self._rows(BACKORDERS)
        ]

    def _lying(self) -> Amounts:
        return self._amounts(LYING)

    def _everywhere(self) -> Amounts:
        return self._amounts(EVERYWHERE)

    def _amounts(self, query: str) -> Amounts:
        rows = self._rows(query)
        found = {
            tuple(row[name] for name in row if name != "amount"): row["amount"] for row in rows
        }
        return {key: amount for key, amount in found.items() if amount}

    def _rows(self, query: str) -> list[Row]:
        ids, bins = (",".join(map(str, some)) for some in (self.receipts, self.bins))
        asked = f"SELECT coalesce(json_agg(r), '[]') FROM ({query.format(ids=ids, bins=bins)}) r"
        text = self.odoo.site.postgres.sql(asked, database=self.odoo.database)
        rows: list[Row] = json.loads(text, parse_float=Decimal)
        for row in rows:
            row["amount"] = Decimal(row.get("amount") or 0)
        return rows


def answers(journals: Iterable[Path]) -> dict[str, list[str]]:
    """Read each operation's final answers, as its device has written them down."""
    found: dict[str, list[str]] = {}
    for path in journals:
        here: dict[str, list[str]] = defaultdict(list)
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as journal:
            rows = journal.execute(
                "SELECT o.op_id, a.outcome FROM answers a JOIN operations o ON o.seq = a.seq"
                " ORDER BY a.id"
            )
            for op, outcome in rows:
                if outcome not in UNFINISHED:
                    here[op].append(outcome)
        # What was issued again is answered again, by the same ERP and of the same mind.
        found |= here
    return found


def journals_of(folder: Path) -> list[Path]:
    """All journals of a device, in the order of their epochs."""
    asides = folder.glob("journal.*-*.db")
    return [*sorted(asides, key=_number), folder / "journal.db"]


def _number(aside: Path) -> int:
    return int(aside.stem.rpartition("-")[2])


def reasons(journals: Iterable[Path]) -> dict[str, str]:
    """Read why operations were set aside, for the one who has to find out."""
    found: dict[str, str] = {}
    for path in journals:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as journal:
            rows = journal.execute(
                "SELECT o.op_id, a.outcome, a.problem, a.detail FROM answers a"
                " JOIN operations o ON o.seq = a.seq ORDER BY a.id"
            )
            found |= {op: f"{outcome} {problem} {detail}" for op, outcome, problem, detail in rows}
    return found
