"""Labels: a document in millimetres, and the bytes that each kind of printer draws it from."""
