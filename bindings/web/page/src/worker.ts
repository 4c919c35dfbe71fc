// The Worker: drafts as the module has them. Every change is made here at once; a check waits until no message does.
import { Draft, Gaolint, initSync } from 'gaolint-web';

import { unpacked } from './bytes';
import type { Answer, Argument, FromWorker, Name, Request, State } from './protocol';

interface Held {
  draft: Draft;
  revision: number;
}

const drafts = new Map<number, Held>();
/** The drafts that have changed since they were checked. */
const waiting = new Set<number>();
let gaolint: Gaolint | undefined;
let isScheduled = false;

const send = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

function program(): Gaolint {
  if (!gaolint) throw new Error('not started');
  return gaolint;
}

function held(id: number): Held {
  const found = drafts.get(id);
  if (!found) throw new Error('no such draft');
  return found;
}

function state({ draft }: Held): State {
  return { text: draft.text, canUndo: draft.canUndo, canRedo: draft.canRedo };
}

function changed(id: number, revision: number): Held {
  const found = held(id);
  found.revision = revision;
  recheck(id);
  return found;
}

function recheck(id: number) {
  // The draft that was changed last is looked at first.
  waiting.delete(id);
  waiting.add(id);
  if (!isScheduled) {
    isScheduled = true;
    setTimeout(checkNext);
  }
}

function checkNext() {
  isScheduled = false;
  const id = [...waiting].at(-1);
  if (id === undefined) return;
  waiting.delete(id);
  try {
    check(id);
  } catch (error) {
    fail(-1, error);
    return;
  }
  if (waiting.size > 0) {
    isScheduled = true;
    setTimeout(checkNext);
  }
}

function check(id: number) {
  const found = drafts.get(id);
  if (!found) return;
  const findings = JSON.parse(found.draft.check(program()));
  const outline = JSON.parse(found.draft.outline(program()));
  send({ type: 'checked', checked: { draft: id, revision: found.revision, findings, outline } });
}

type Handlers = { [N in Name]: (argument: Argument<N>) => Answer<N> | Promise<Answer<N>> };

const handlers: Handlers = {
  async start({ module, model }) {
    const [moduleBytes, modelBytes] = await Promise.all([unpacked(module), unpacked(model)]);
    initSync({ module: moduleBytes });
    gaolint = new Gaolint(modelBytes);
    return { rules: JSON.parse(gaolint.rules()), version: gaolint.version() };
  },
  configure({ settings, baseline }) {
    program().configure(settings);
    if (baseline) program().leave(baseline);
    for (const id of drafts.keys()) recheck(id);
    return null;
  },
  open({ draft: id, name, bytes, revision }) {
    const draft = program().open(name, bytes);
    drafts.set(id, { draft, revision });
    const { kind, encoding, unread } = draft;
    return { ...state(changed(id, revision)), kind: kind as 'plain', encoding, unread };
  },
  edit({ draft, edits, joins, revision }) {
    const accepted = held(draft).draft.edit(JSON.stringify(edits), joins);
    return { accepted, ...state(changed(draft, revision)) };
  },
  fixAll({ draft, code, likely, revision }) {
    const count = held(draft).draft.fixAll(program(), code ?? undefined, likely);
    return { count, ...state(changed(draft, revision)) };
  },
  undo({ draft, revision }) {
    held(draft).draft.undo();
    return state(changed(draft, revision));
  },
  redo({ draft, revision }) {
    held(draft).draft.redo();
    return state(changed(draft, revision));
  },
  leave({ draft, baseline, code, start, end }) {
    // Places are those of the present text, whatever was checked last.
    check(draft);
    return held(draft).draft.left(program(), baseline, code, start, end);
  },
  save({ draft, comments }) {
    if (!comments) return held(draft).draft.toBytes();
    check(draft);
    return held(draft).draft.annotated() ?? new Uint8Array();
  },
  close({ draft }) {
    drafts.get(draft)?.draft.free();
    drafts.delete(draft);
    waiting.delete(draft);
    return null;
  },
};

function fail(id: number, error: unknown) {
  const isFatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  send({ type: 'failed', id, message: error instanceof Error ? error.message : String(error), isFatal });
}

self.onmessage = async ({ data }: MessageEvent<Request>) => {
  try {
    const handle = handlers[data.name] as (argument: unknown) => unknown;
    send({ type: 'answer', id: data.id, answer: await handle(data.argument) });
  } catch (error) {
    fail(data.id, error);
  }
};
