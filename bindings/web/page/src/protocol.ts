// What the page and the Worker say to each other. All offsets are units of UTF-16 in the text of a draft.

export type Severity = 'error' | 'warning' | 'info';

export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface Fix {
  title: string;
  safe: boolean;
  preferred: boolean;
  edits: Edit[];
}

export interface Related {
  start: number;
  end: number;
  place: string;
  message: string;
}

export interface Finding {
  code: string;
  family: string;
  severity: Severity;
  start: number;
  end: number;
  place: string;
  message: string;
  related: Related[];
  fixes: Fix[];
  /** For somebody who says that it is right. */
  word?: string;
}

export interface OutlineNode {
  title: string;
  start: number;
  end: number;
  children: OutlineNode[];
}

export interface Rule {
  code: string;
  name: string;
  title: string;
  family: string;
  familyTitle: string;
  severity: Severity;
  source: string;
  enabled: boolean;
  page: string;
}

export type Kind = 'plain' | 'markdown' | 'word';

/** A draft as it is in the Worker. */
export interface State {
  text: string;
  canUndo: boolean;
  canRedo: boolean;
}

export interface Opened extends State {
  kind: Kind;
  encoding: string;
  unread?: string;
}

export interface Edited extends State {
  /** Whether the edits could be made. */
  accepted: boolean;
}

export interface Fixed extends State {
  count: number;
}

export interface Requests {
  start: [{ module: string; model: string }, { rules: Rule[]; version: string }];
  configure: [{ settings: string; baseline: string }, null];
  open: [{ draft: number; name: string; bytes: Uint8Array; revision: number }, Opened];
  edit: [{ draft: number; edits: Edit[]; joins: boolean; revision: number }, Edited];
  fixAll: [{ draft: number; code: string | null; likely: boolean; revision: number }, Fixed];
  undo: [{ draft: number; revision: number }, State];
  redo: [{ draft: number; revision: number }, State];
  leave: [{ draft: number; baseline: string; code: string; start: number; end: number }, string];
  save: [{ draft: number; comments: boolean }, Uint8Array];
  close: [{ draft: number }, null];
}

export type Name = keyof Requests;
export type Argument<N extends Name> = Requests[N][0];
export type Answer<N extends Name> = Requests[N][1];

export interface Request<N extends Name = Name> {
  id: number;
  name: N;
  argument: Argument<N>;
}

/** What a check brought to light, of the draft as it was at a revision. */
export interface Checked {
  draft: number;
  revision: number;
  findings: Finding[];
  outline: OutlineNode[];
}

export type FromWorker =
  | { type: 'answer'; id: number; answer: unknown }
  /** `isFatal`: the module has stopped and cannot go on. */
  | { type: 'failed'; id: number; message: string; isFatal: boolean }
  | { type: 'checked'; checked: Checked };
