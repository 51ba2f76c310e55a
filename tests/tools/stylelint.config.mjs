// How the style sheets are judged, beyond what most of the world agrees on.

export default {
  extends: "stylelint-config-standard",
  rules: {
    // In the screen's colours six digits, as a hub's settings write them; in print three will do.
    "color-hex-length": null,
    // `(width >= 40rem)` is unknown to phones of 2022, which would get no columns and no print.
    "media-feature-range-notation": "prefix",
    // The sheet is ordered by the parts of a page, and no part counts on the order of another.
    "no-descending-specificity": null,
    // Safari on a phone knows it by this name alone.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-text-size-adjust"] }],
    "value-keyword-case": ["lower", { ignoreKeywords: ["Menlo", "Consolas"] }],
  },
};
