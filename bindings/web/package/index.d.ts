import { Draft, Gaolint } from './gaolint_web.js';

export { Draft, Gaolint };

export type Severity = 'error' | 'warning' | 'info';

/** A change of the text; all offsets are units of UTF-16. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface Fix {
  title: string;
  /** Whether it may be made unattended. */
  safe: boolean;
  /** Whether it is the likely reading, which is made in bulk. */
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
  /** The letters of its family, such as `PU`. */
  family: string;
  severity: Severity;
  start: number;
  end: number;
  /** What a reader finds it by: a line, or a paragraph of a Word document. */
  place: string;
  /** One sentence in Chinese. */
  message: string;
  related: Related[];
  fixes: Fix[];
  /** The word that it is about, for the dictionary of somebody who says that it is right. */
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
  /** Whether it runs with the present settings. */
  enabled: boolean;
  /** Its card in Markdown. */
  page: string;
}

export interface DraftOptions {
  /** Its ending tells Markdown (`.md`) from plain text. */
  name?: string;
}

export interface FixOptions extends DraftOptions {
  /** Only what this rule has found. */
  rule?: string;
  /** Also the fixes that somebody should look over. */
  likely?: boolean;
}

export interface Fixed {
  /** How many fixes were made. */
  count: number;
  text: string;
  /** The file, in the encoding and with the line ends that it came in. */
  bytes: Uint8Array;
}

export interface Linter {
  readonly version: string;
  readonly rules: Rule[];
  /** Takes the text of a `gaolint.toml`. */
  configure(settings: string): void;
  check(draft: string | Uint8Array, options?: DraftOptions): Finding[];
  fix(draft: string | Uint8Array, options?: FixOptions): Fixed;
  outline(draft: string | Uint8Array, options?: DraftOptions): OutlineNode[];
}

export interface LoadOptions {
  /** The bytes of `gaolint_web_bg.wasm`, or the module compiled. */
  module: BufferSource | WebAssembly.Module;
  /** The bytes of `gaolint.model`; without any, mistakes that only a model knows are not found. */
  model?: Uint8Array;
  /** The text of a `gaolint.toml`. */
  settings?: string;
}

export function load(options: LoadOptions): Linter;
