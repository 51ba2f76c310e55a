// The index of the hub's pages, of which only the files that a search needs are fetched.
// hubgen/search/lookup.py and results.py say what is in them. They are named by what they hold, so
// that one which the browser has is the right one; index.json has their names, and is never old.

const DIGEST = 10; // characters, as in hubgen/search/naming.py
const MOST_FILES = 3; // of words, that are fetched for one that is not found otherwise

export class Index {
  #address;
  #files = new Map(); // promises, by the address of a file

  /** Opens the index whose first file is at an address. */
  static async open(address) {
    const index = new Index();
    index.#address = address;
    Object.assign(index, await got(address, { cache: "no-cache" }));
    return index;
  }

  /** How many pages there are. */
  get size() {
    return this.kind.length;
  }

  /** The pages that have a root, each with its weight; of a root that no page has, none. */
  async pagesWith(root) {
    const number = lastAtMost(this.firsts, root);
    if (number < 0) return new Map();
    const file = await this.#file("pages", number);
    const inTurn = Object.hasOwn(file, root) ? file[root] : []; // `constructor` is a word too
    const found = new Map();
    let page = 0;
    for (let place = 0; place < inTurn.length; place += 2) {
      page += inTurn[place];
      found.set(page, inTurn[place + 1]);
    }
    return found;
  }

  /** The words of the hub that may begin with a letter, those of most pages first. */
  async wordsFrom(letter) {
    const known = letter >= "a" && letter <= "z" ? letter : "_";
    const number = this.letters.findIndex((letters) => letters.includes(known));
    if (number < 0) return [];
    return (await this.#file("words", number)).toReversed().flat();
  }

  /** All words of a hub of which they fit in a few files; of a larger one, none. */
  async allWords() {
    if (this.letters.length > MOST_FILES) return [];
    const files = await Promise.all(this.letters.map((_, number) => this.#file("words", number)));
    return files.flat(2);
  }

  /** What a result shows of a page. */
  card(page) {
    return this.#ofStretch("cards", page);
  }

  /** The text of a page. */
  text(page) {
    return this.#ofStretch("texts", page);
  }

  async #ofStretch(sort, page) {
    const number = lastAtMost(this.stretches, page);
    return (await this.#file(sort, number))[page - this.stretches[number]];
  }

  #file(sort, number) {
    const digest = this.files[sort].slice(number * DIGEST, (number + 1) * DIGEST);
    const address = this.#address.replace("index.json", `files/${sort}-${digest}.json`);
    if (!this.#files.has(address)) {
      const promise = got(address);
      promise.catch(() => this.#files.delete(address)); // so that it is asked for again
      this.#files.set(address, promise);
    }
    return this.#files.get(address);
  }
}

async function got(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** The place of the last of some sorted values that is not after a value; -1 for none. */
function lastAtMost(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
