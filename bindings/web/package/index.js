// gaolint for JavaScript programs. Whoever uses it gives the bytes of the module and of the model, which lie beside this file:
// a program of Node reads them, a page fetches them.
import { Draft, Gaolint, initSync } from './gaolint_web.js';

/** Makes ready what `options` say: `module` and `model` as bytes, `settings` as the text of a gaolint.toml. */
export function load({ module, model, settings = '' }) {
  initSync({ module });
  const gaolint = new Gaolint(model);
  gaolint.configure(settings);
  return new Linter(gaolint);
}

class Linter {
  #gaolint;

  constructor(gaolint) {
    this.#gaolint = gaolint;
  }

  get version() {
    return this.#gaolint.version();
  }

  get rules() {
    return JSON.parse(this.#gaolint.rules());
  }

  configure(settings) {
    this.#gaolint.configure(settings);
  }

  check(draft, options) {
    return this.#with(draft, options, opened => JSON.parse(opened.check(this.#gaolint)));
  }

  outline(draft, options) {
    return this.#with(draft, options, opened => JSON.parse(opened.outline(this.#gaolint)));
  }

  fix(draft, { rule, likely = false, ...options } = {}) {
    return this.#with(draft, options, opened => {
      const count = opened.fixAll(this.#gaolint, rule, likely);
      return { count, text: opened.text, bytes: opened.toBytes() };
    });
  }

  /** Texts are drafts in UTF-8; bytes may be in any encoding that gaolint reads, or a Word document. */
  #with(draft, { name = 'draft.txt' } = {}, work) {
    const bytes = typeof draft === 'string' ? new TextEncoder().encode(draft) : draft;
    const opened = this.#gaolint.open(name, bytes);
    try {
      return work(opened);
    } finally {
      opened.free();
    }
  }
}

export { Draft, Gaolint };
