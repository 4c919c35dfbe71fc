// The draft: a text field for writing, and behind it the same text once more with its marks. A field of the browser's own
// knows input methods, phones and screen readers better than anything that a page could build.
import type { Edit, Finding, Severity } from './protocol';
import { difference } from './edits';
import { LineEnds } from './lineEnds';

const GRAVITY: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
/** Steps of typing that follow each other faster than this, in milliseconds, are undone together. */
const PAUSE = 1000;

export interface EditorEvents {
  /** The user has made `edits`; `joins` where they go on with what was typed just before. */
  onEdit(edits: Edit[], joins: boolean): void;
  onUndo(): void;
  onRedo(): void;
  /** The cursor is at a place of the text. */
  onCursor(offset: number): void;
}

interface Mark {
  start: number;
  end: number;
  severity: Severity;
  isCurrent: boolean;
}

export class Editor {
  private lineEnds = new LineEnds('');
  private text = '';
  private lines: string[] = [];
  /** What each line behind the field looks like: made anew only where that changes. */
  private signatures: string[] = [];
  private lastTyped = { at: -1, time: 0 };
  private isComposing = false;

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly paper: HTMLElement,
    private readonly events: EditorEvents,
  ) {
    field.addEventListener('input', () => this.take());
    // While an input method is at work the text is not what the user means; what it leaves is one step.
    field.addEventListener('compositionstart', () => (this.isComposing = true));
    field.addEventListener('compositionend', () => {
      this.isComposing = false;
      this.take();
    });
    field.addEventListener('beforeinput', event => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
      event.preventDefault();
      if (event.inputType === 'historyUndo') events.onUndo();
      else events.onRedo();
    });
    document.addEventListener('selectionchange', () => {
      if (document.activeElement === field) this.tellCursor();
    });
  }

  /** Shows another text, or the same after a change that was not typed. */
  show(text: string, findings: readonly Finding[], current: Finding | undefined) {
    const { selectionStart, selectionEnd } = this.field;
    this.setText(text);
    if (this.field.value !== this.lineEnds.shown) {
      const edit = difference(this.field.value, this.lineEnds.shown);
      this.field.value = this.lineEnds.shown;
      const kept = (place: number) => (edit && place > edit.start ? edit.start + edit.text.length : place);
      this.field.setSelectionRange(kept(selectionStart), kept(selectionEnd));
    }
    this.mark(findings, current);
  }

  /** Shows the marks of `findings`. */
  mark(findings: readonly Finding[], current: Finding | undefined) {
    const marks = findings.map(finding => ({
      start: this.lineEnds.toShown(finding.start),
      end: this.lineEnds.toShown(finding.end),
      severity: finding.severity,
      isCurrent: finding === current,
    }));
    marks.sort((one, other) => one.start - other.start || one.end - other.end);
    let start = 0;
    let next = 0;
    let open: Mark[] = [];
    this.lines.forEach((line, index) => {
      const end = start + line.length;
      while (next < marks.length && (marks[next] as Mark).start <= end) open.push(marks[next++] as Mark);
      this.drawLine(index, line, start, open);
      start = end + 1;
      open = open.filter(mark => mark.end >= start && mark.end > mark.start);
    });
    while (this.paper.childElementCount > this.lines.length) this.paper.lastElementChild?.remove();
    this.signatures.length = this.lines.length;
  }

  set isReadOnly(value: boolean) {
    this.field.readOnly = value;
  }

  /** Brings a place before the reader's eyes; selects it in the field if the user is to go on there. */
  reveal(start: number, end: number, select: boolean) {
    if (select) {
      this.field.focus({ preventScroll: true });
      this.field.setSelectionRange(this.lineEnds.toShown(start), this.lineEnds.toShown(end));
    }
    const current = this.paper.querySelector('.current') ?? this.lineAt(this.lineEnds.toShown(start));
    current?.scrollIntoView({ block: 'center', behavior: 'auto' });
  }

  private lineAt(shown: number): Element | undefined {
    let start = 0;
    const index = this.lines.findIndex(line => {
      const end = start + line.length;
      start = end + 1;
      return shown <= end;
    });
    return this.paper.children[index];
  }

  private setText(text: string) {
    this.text = text;
    this.lineEnds = new LineEnds(text);
    this.lines = this.lineEnds.shown.split('\n');
  }

  /** Takes what the user has made of the text. */
  private take() {
    if (this.isComposing) return;
    const edit = difference(this.lineEnds.shown, this.field.value);
    if (!edit) return;
    const { toText, typed } = { toText: this.lineEnds.toText.bind(this.lineEnds), typed: this.lineEnds.typed(edit.text) };
    const made = { start: toText(edit.start), end: toText(edit.end), text: typed };
    const joins = this.joins(made);
    this.setText(this.text.slice(0, made.start) + made.text + this.text.slice(made.end));
    this.events.onEdit([made], joins);
  }

  /** Whether an edit goes on with what was typed just before, at the same place and on the same line. */
  private joins(edit: Edit): boolean {
    const time = performance.now();
    const isNear = edit.start === this.lastTyped.at || edit.end === this.lastTyped.at;
    const joins = isNear && time - this.lastTyped.time < PAUSE && !edit.text.includes('\n');
    // A new line is a step of its own.
    this.lastTyped = { at: edit.text.includes('\n') ? -1 : edit.start + edit.text.length, time };
    return joins;
  }

  private tellCursor() {
    this.events.onCursor(this.lineEnds.toText(this.field.selectionStart));
  }

  private drawLine(index: number, line: string, start: number, marks: readonly Mark[]) {
    const places = marks.map(mark => `${mark.start - start},${mark.end - start},${mark.severity},${mark.isCurrent}`);
    const signature = `${places.join(';')}|${line}`;
    if (this.signatures[index] === signature && this.paper.children[index]) return;
    this.signatures[index] = signature;
    const drawn = document.createElement('p');
    drawn.className = 'line';
    drawn.dataset.number = String(index + 1);
    drawn.append(...pieces(line, start, marks));
    const old = this.paper.children[index];
    if (old) old.replaceWith(drawn);
    else this.paper.append(drawn);
  }
}

/** A line in pieces, cut where marks begin and end; the gravest mark of a piece shows. */
export function pieces(line: string, start: number, marks: readonly Mark[]): Node[] {
  const inLine = (place: number) => Math.max(0, Math.min(line.length, place - start));
  const cuts = new Set([0, line.length]);
  for (const mark of marks) cuts.add(inLine(mark.start)).add(inLine(mark.end));
  const sorted = [...cuts].sort((one, other) => one - other);
  const nodes: Node[] = [];
  sorted.forEach((from, at) => {
    const points = marks.filter(mark => mark.start === mark.end && inLine(mark.start) === from);
    if (points.length > 0) nodes.push(marked('', points));
    const to = sorted[at + 1];
    if (to === undefined) return;
    const over = marks.filter(mark => mark.start - start <= from && mark.end - start >= to && mark.end > mark.start);
    const text = line.slice(from, to);
    nodes.push(over.length > 0 ? marked(text, over) : document.createTextNode(text));
  });
  return nodes;
}

function marked(text: string, marks: readonly Mark[]): HTMLElement {
  const element = document.createElement('mark');
  const gravest = marks.reduce((one, other) => (GRAVITY[other.severity] < GRAVITY[one.severity] ? other : one));
  element.className = gravest.severity;
  element.classList.toggle('point', text === '');
  element.classList.toggle('current', marks.some(mark => mark.isCurrent));
  element.textContent = text;
  return element;
}
