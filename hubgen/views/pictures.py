"""Pictures: an image with the sizes that a browser may choose from."""

from dataclasses import dataclass

from hubgen.addresses import escaped, file_path
from hubgen.assets import Asset
from hubgen.edition import Edition
from hubgen.kinds.base import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """An image as `<picture>` wants it."""

    src: str
    alt: str
    width: int
    height: int
    srcset: str = ""
    """The smaller versions with their widths; empty where there are none."""
    credit: str = ""


def picture_view(target: str, alt: str, path: str, edition: Edition) -> PictureView | None:
    """Return the image that the file `path` names, or None where it is not one of the hub's."""
    asset = edition.assets.get(file_path(path, target) or "")
    if asset is None or asset.picture is None:
        return None
    return PictureView(
        src=escaped(edition.href(asset.address)),
        alt=alt,
        width=asset.picture.width,
        height=asset.picture.height,
        srcset=_srcset(asset, edition),
    )


def _srcset(asset: Asset, edition: Edition) -> str:
    assert asset.picture is not None  # asked of images alone
    return ", ".join(
        f"{escaped(edition.href(asset.variant_address(one)))} {one.width}w"
        for one in asset.picture.variants
    )


def entry_picture(entry: Entry | None, edition: Edition) -> PictureView | None:
    """Return the image in an entry's front matter, or None where it has none."""
    image = entry.fields.image if entry else None
    if entry is None or image is None:
        return None
    return picture_view(image.src, image.alt, entry.path, edition)
