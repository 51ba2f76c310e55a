"""What things cost; none of it is run with the tests."""
