"""The languages that printers are spoken to in: each a function from a drawing to bytes."""
