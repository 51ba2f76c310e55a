// What hubgen adds to Decap: files that stay as they were written, names as `hubgen new` gives them,
// and widgets of its own.

import { Unamendable } from "./amending.js";
import { fromFile, incomplete, newFile, toFile } from "./forms.js";
import { slugify, slugOf, token } from "./names.js";
import { registerWidgets } from "./widgets.js";

// Folders in a kind's folder are its editors' to make; deeper than this nobody does.
const DEEPEST = 9;

/** Tell Decap all that it has to know of a hub. */
export function prepare(CMS, { decap, hub }) {
  const seen = new Map();
  CMS.registerBackend("hubgen", backendFor(CMS, decap.backend.via, hub, seen));
  for (const collection of decap.collections) {
    CMS.registerCustomFormat(collection.format, "md", format(collection, hub));
  }
  CMS.registerEventListener({
    name: "preSave",
    handler: ({ entry }) => {
      const collection = decap.collections.find((one) => one.name === entry.get("collection"));
      if (!collection) return undefined;
      const lacking = incomplete(collection.fields, entry.get("data").toJS());
      if (lacking.length) throw new Error(hub.words.missing.replace("{field}", lacking.join(": ")));
      return entry.get("newRecord") ? completed(entry.get("data"), collection, hub, seen) : undefined;
    },
  });
  registerWidgets(CMS, hub);
  if (hub.local) {
    signIn();
    CMS.registerLocale(decap.locale, savingInstead(CMS.getLocale(decap.locale), hub.words));
  }
}

// On this machine nothing is published yet: Decap's words say what its buttons do.
function savingInstead(phrases, words) {
  const said = {
    publish: words.save,
    publishNow: words.save_now,
    published: words.saved,
    publishing: words.saving,
    publishAndCreateNew: words.save_and_new,
    publishAndDuplicate: words.save_and_copy,
  };
  const editor = phrases.editor;
  return { ...phrases, editor: { ...editor, editorToolbar: { ...editor.editorToolbar, ...said } } };
}

// Who has the files needs no account to change them.
function signIn() {
  localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "hubgen" }));
}

// How a collection's files are read and written. What the backend below hands on is a file's path
// and text; the text stays with the form, so that it can be written again.
function format(collection, hub) {
  return {
    fromFile(raw) {
      const { path = "", text, base = text } = unpacked(raw);
      const hidden = { hub_text: base, hub_path: path };
      try {
        const form = fromFile(text, collection.fields);
        return { ...form, ...hidden, hub_slug: path && slugOf(path, form.slug) };
      } catch (error) {
        if (!(error instanceof Unamendable)) throw error;
        return { title: path, ...hidden, hub_broken: true };
      }
    },
    toFile(form) {
      if (form.hub_broken) throw new Error(hub.words.by_hand);
      const base = form.hub_text;
      if (base === undefined) return packed("", newFile(form, withUid(collection.fields)));
      try {
        return packed(form.hub_path, toFile(base, form, collection.fields), base);
      } catch (error) {
        throw error instanceof Unamendable ? new Error(hub.words.by_hand) : error;
      }
    },
  };
}

// The fields of a new page: with the one that nobody fills in, where `hubgen new` puts it.
function withUid(fields) {
  const head = fields.findLastIndex(({ name }) => ["title", "subtitle", "summary"].includes(name)) + 1;
  return [...fields.slice(0, head), { name: "uid", hub: { as: "text" } }, ...fields.slice(head)];
}

// A new page with what its editor need not think of: its UID, its day, and its file's name.
function completed(data, collection, hub, seen) {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: hub.zone }).format(new Date());
  let page = data;
  if (!page.get("uid")) page = page.set("uid", `${token()}@${hub.domain}`);
  if (collection.hub.dated && !page.get("date")) page = page.set("date", today);
  const start = page.get("start") || page.getIn(["dates", 0, "start"]) || today;
  const year = String(start).slice(0, 4);
  let name = slugify(page.get("title") ?? "");
  if (!name || /^(\d{4}|index|page|month)$/.test(name)) throw new Error(hub.words.no_slug);
  // Slugs are one of a kind in all of its folders.
  if (seen.get(collection.name)?.has(name)) name = `${name}-${year}`;
  return page.set("hub_name", name).set("hub_year", year);
}

function packed(path, text, base) {
  return JSON.stringify({ hub: true, path, text, base });
}

function unpacked(raw) {
  if (raw.startsWith('{"hub":true,')) return JSON.parse(raw);
  return { text: raw };
}

// The backend of a git host, or of the preview, with what a hub's folders need: folders in folders,
// translations beside their originals, and the path of each file.
function backendFor(CMS, via, hub, seen) {
  const translation = new RegExp(`\\.(${["_", ...hub.languages].join("|")})\\.md$`);

  const isOf = (path, extension) =>
    !path.endsWith("/_index.md") && (extension !== "md" || !translation.test(path));

  const note = (path, text) => {
    const folder = path.slice(hub.content.length + 1).split("/")[0];
    if (!seen.has(folder)) seen.set(folder, new Set());
    const own = /^slug: *([a-z0-9-]+)/m.exec(text.slice(0, 2000))?.[1];
    if (!translation.test(path)) seen.get(folder).add(slugOf(path, own));
    return packed(path, text);
  };

  const taken = (found, extension) => {
    const kept = found
      .filter(({ file, data }) => isOf(file.path, extension) && typeof data === "string")
      .map((one) => ({ ...one, data: note(one.file.path, one.data) }));
    // A long folder comes in pages, and the list itself tells Decap where the next one begins.
    for (const symbol of Object.getOwnPropertySymbols(found)) kept[symbol] = found[symbol];
    return kept;
  };

  return function Backend(configuration, options) {
    const inner = CMS.getBackend(via).init({ ...configuration, backend: { ...configuration.backend, name: via } }, options);
    const own = {
      async entriesByFolder(folder, extension) {
        return taken(await inner.entriesByFolder(folder, extension, DEEPEST), extension);
      },
      async allEntriesByFolder(folder, extension) {
        const list = inner.allEntriesByFolder ?? inner.entriesByFolder;
        return taken(await list.call(inner, folder, extension, DEEPEST), extension);
      },
      async entriesByFiles(files) {
        return taken(await inner.entriesByFiles(files), "md");
      },
      async getEntry(path) {
        const found = await inner.getEntry(path);
        return typeof found.data === "string" ? { ...found, data: note(path, found.data) } : found;
      },
      async unpublishedEntryDataFile(collection, slug, path, id) {
        return packed(path, await inner.unpublishedEntryDataFile(collection, slug, path, id));
      },
      // What others wrote meanwhile is not written over.
      async persistEntry(entry, said) {
        const dataFiles = [];
        for (const file of entry.dataFiles) {
          const { text, base } = unpacked(file.raw);
          if (!said.newEntry && !said.unpublished && base !== undefined) {
            const { data } = await inner.getEntry(file.path);
            if (data !== base) throw new Error(hub.words.changed_since);
          }
          dataFiles.push({ ...file, raw: text });
        }
        return inner.persistEntry({ ...entry, dataFiles }, said);
      },
      async traverseCursor(cursor, action) {
        const files = cursor.data?.get("files")?.toJS() ?? [];
        const extension = files.length && files.every(({ path }) => translation.test(path)) ? "" : "md";
        const { entries, ...rest } = await inner.traverseCursor(cursor, action);
        return { ...rest, entries: taken(entries, extension) };
      },
      // Decap would ask a site about the host's health, and show a picture from yet another.
      async status() {
        const auth = hub.local ? true : await inner.getToken().then(Boolean, () => false);
        return { auth: { status: auth }, api: { status: true, statusPage: "" } };
      },
      async authenticate(state) {
        return withoutPicture(await inner.authenticate(state));
      },
      async restoreUser(user) {
        return withoutPicture(await inner.restoreUser(user));
      },
    };
    return new Proxy(inner, {
      get(target, name) {
        if (name in own && (name in target || name === "allEntriesByFolder")) return own[name];
        const value = target[name];
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  };
}

function withoutPicture(user) {
  const { avatar_url: _, ...rest } = user ?? {};
  return rest;
}
