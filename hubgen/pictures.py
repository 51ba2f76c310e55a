"""What is known of a picture.

What reads and makes pictures is in `images`, and takes long to load.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A smaller version of an image, as WebP."""

    width: int
    height: int
    suffix: str
    """What its name has instead of the image's ending: `-jpg-480.webp`, for `zaal.jpg`.

    The ending is in it, as `zaal.png` may lie beside `zaal.jpg`.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is known of an image."""

    path: str
    """Its path in the content."""
    digest: str
    width: int
    """In pixels, as it is seen: after turning a photo that was taken on its side."""
    height: int
    media_type: str
    variants: tuple[Variant, ...] = ()
    """From narrow to wide; none for drawings and for what moves."""
