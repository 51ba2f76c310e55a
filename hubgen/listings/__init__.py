"""Listings: every ordered view of the hub, and what is in it."""

from hubgen.listings.agenda import year_of
from hubgen.listings.making import make_listings
from hubgen.listings.records import PAGELESS, Listing, Role

__all__ = ["PAGELESS", "Listing", "Role", "make_listings", "year_of"]
