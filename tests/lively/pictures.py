"""Pictures of the lively hub, drawn from a seed: portraits, and parcels seen from above."""

import io
from random import Random

from PIL import Image, ImageDraw

_GROUND = ("#dcd6c4", "#c7d3c0", "#cfd8dc", "#e3cfc0", "#d5cfe0")
_CLOTHES = ("#1b5e4b", "#0b5c7a", "#a63d1f", "#6a3d8f", "#33485c", "#8a5a00")
_SKIN = ("#f0cfb4", "#d9a67c", "#a9714b", "#6f4630", "#e6b999")
_HAIR = ("#2b211c", "#5a3d28", "#a8743a", "#8b8a86", "#d8c38a")
_FIELDS = ("#2b6b3f", "#5c8a3a", "#a8b545", "#d9c45a", "#8a5a00", "#0b5c7a", "#b5d3d8", "#4e7f4a")
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">
<rect width="400" height="400" fill="{0}"/>
<ellipse cx="200" cy="420" rx="150" ry="140" fill="{1}"/>
<circle cx="200" cy="165" r="100" fill="{3}"/>
<circle cx="200" cy="185" r="84" fill="{2}"/>
</svg>
"""


def portrait(random: Random, kind: str) -> bytes:
    """Return a portrait as `png`, `jpg` or `svg`: a head, hair and shoulders."""
    ground, clothes, skin, hair = map(random.choice, (_GROUND, _CLOTHES, _SKIN, _HAIR))
    if kind == "svg":
        return _SVG.format(ground, clothes, skin, hair).encode()
    image = Image.new("RGB", (800, 800), ground)
    draw = ImageDraw.Draw(image)
    draw.ellipse((100, 560, 700, 1120), fill=clothes)
    draw.rectangle((350, 480, 450, 640), fill=skin)
    top = 110 + random.randrange(50)
    draw.ellipse((200, top, 600, top + 420), fill=hair)
    if random.random() < 0.5:
        draw.rectangle((200, top + 200, 600, 560), fill=hair)
    draw.ellipse((232, 175, 568, 560), fill=skin)
    return _bytes(image.resize((400, 400)), kind)


def parcels(random: Random) -> bytes:
    """Return a landscape of fields from above as a JPEG, 1200 by 800."""
    image = Image.new("RGB", (1200, 800), "#b5d3d8")
    draw = ImageDraw.Draw(image)
    left = 0
    while left < 1200:
        right = left + random.randrange(90, 260)
        top = 0
        while top < 800:
            bottom = top + random.randrange(110, 330)
            colour = random.choice(_FIELDS)
            draw.rectangle((left + 5, top + 5, right - 5, bottom - 5), fill=colour)
            if random.random() < 0.4:
                for row in range(top + 14, min(bottom, 800) - 8, 12):
                    draw.line((left + 8, row, right - 8, row), fill="#ffffff", width=1)
            top = bottom
        left = right
    return _bytes(image, "jpg")


def _bytes(image: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    image.save(
        file, {"png": "PNG", "jpg": "JPEG"}[kind], **({"quality": 80} if kind == "jpg" else {})
    )
    return file.getvalue()
