export default {
  layout: "page.njk",
  tags: "practices",
  permalink: ({ page }) => `/practices/${page.fileSlug}/`,
};
