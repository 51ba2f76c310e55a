export default {
  layout: "person.njk",
  tags: "people",
  permalink: ({ page }) => `/people/${page.fileSlug}/`,
};
