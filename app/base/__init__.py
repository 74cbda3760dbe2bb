"""What every verb speaks in: sessions, messages, decisions, and the words for people."""
