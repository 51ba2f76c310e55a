"""Views: what a layout shows of an entry or a listing, with every rule applied already."""
