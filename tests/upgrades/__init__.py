"""What earlier releases wrote is read for ever: payloads, journals, work that was never sent."""
