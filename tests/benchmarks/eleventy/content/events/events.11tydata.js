export default {
  layout: "event.njk",
  tags: "events",
  permalink: ({ page }) => `/events/${page.fileSlug}/`,
};
