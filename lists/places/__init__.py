"""Compiles the list of places from GeoNames, CLDR, Faker's towns and the tables beside this file."""
