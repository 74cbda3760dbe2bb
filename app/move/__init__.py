"""Moving goods between bins without any paper: source, goods, amount, destination."""
