"""What is particular to the training warehouse: its goods, its books, its order of filing."""
