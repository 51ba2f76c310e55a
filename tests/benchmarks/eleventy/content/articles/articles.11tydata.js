export default {
  layout: "page.njk",
  tags: "articles",
  permalink: ({ page }) => `/articles/${page.fileSlug}/`,
};
