export default {
  layout: "page.njk",
  tags: "organisations",
  permalink: ({ page }) => `/organisations/${page.fileSlug}/`,
};
