// The open drafts, each as the page knows it and as the Worker does.
import { carried, difference, edited } from './edits';
import { Engine } from './engine';
import type { FileIn } from './files';
import type { Checked, Edit, Finding, Kind, OutlineNode, Rule, State } from './protocol';

export interface OpenDraft {
  id: number;
  name: string;
  kind: Kind;
  unread: string | undefined;
  /** What it was opened from, to begin anew. */
  bytes: Uint8Array;
  text: string;
  findings: Finding[];
  outline: OutlineNode[];
  /** Which finding is looked at. */
  chosen: Finding | undefined;
  revision: number;
  /** Whether the findings are those of the present text, and not carried over. */
  isChecked: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** What was changed since the revision that was checked last. */
  since: { revision: number; edits: Edit[] }[];
}

interface Sources {
  worker: string;
  module: string;
  model: string;
}

export interface DeskEvents {
  /** Something about the drafts has changed. */
  onChange(draft: OpenDraft): void;
  onReady(rules: Rule[], version: string): void;
  onStopped(): void;
}

export class Drafts {
  readonly all: OpenDraft[] = [];
  private engine: Engine | undefined;
  private lastId = 0;
  private settings = { settings: '', baseline: '' };
  /** Stops of the program one after another, without a check that went well between them. */
  private stops = 0;

  constructor(
    private readonly sources: Sources,
    private readonly events: DeskEvents,
  ) {}

  async start(settings: { settings: string; baseline: string }) {
    this.settings = settings;
    this.engine = new Engine(
      this.sources.worker,
      checked => this.take(checked),
      () => void this.restart(),
    );
    const { rules, version } = await this.engine.ask('start', { module: this.sources.module, model: this.sources.model });
    await this.engine.ask('configure', settings);
    this.events.onReady(rules, version);
  }

  async configure(settings: { settings: string; baseline: string }) {
    await this.ready.ask('configure', settings);
    this.settings = settings;
    for (const draft of this.all) draft.isChecked = false;
  }

  async open({ name, bytes }: FileIn): Promise<OpenDraft> {
    const draft = this.add(name, bytes);
    try {
      Object.assign(draft, await this.ready.ask('open', { draft: draft.id, name, bytes, revision: 0 }));
    } catch (error) {
      this.all.splice(this.all.indexOf(draft), 1);
      throw error;
    }
    return draft;
  }

  /** A draft without a word in it, to be written in at once: the Worker learns of it before it does of what is written. */
  begin(name: string): OpenDraft {
    const draft = this.add(name, new Uint8Array());
    void this.ready.ask('open', { draft: draft.id, name, bytes: draft.bytes, revision: 0 });
    return draft;
  }

  private add(name: string, bytes: Uint8Array): OpenDraft {
    const draft: OpenDraft = {
      id: ++this.lastId,
      name,
      bytes,
      kind: 'plain',
      unread: undefined,
      text: '',
      findings: [],
      outline: [],
      chosen: undefined,
      revision: 0,
      isChecked: false,
      canUndo: false,
      canRedo: false,
      since: [],
    };
    this.all.push(draft);
    return draft;
  }

  async close(draft: OpenDraft) {
    this.all.splice(this.all.indexOf(draft), 1);
    await this.ready.ask('close', { draft: draft.id });
  }

  /** Makes edits at once and has them made in the Worker; whether that could. */
  async edit(draft: OpenDraft, edits: Edit[], joins: boolean): Promise<boolean> {
    const revision = this.change(draft, edited(draft.text, edits), edits);
    const answer = await this.ready.ask('edit', { draft: draft.id, edits, joins, revision });
    draft.canUndo = answer.canUndo;
    draft.canRedo = answer.canRedo;
    if (!answer.accepted && draft.revision === revision) this.settle(draft, answer);
    return answer.accepted;
  }

  /** Fixes everything safe, or everything of a rule; how many places. */
  async fixAll(draft: OpenDraft, code: string | null, likely: boolean): Promise<number> {
    const revision = ++draft.revision;
    const answer = await this.ready.ask('fixAll', { draft: draft.id, code, likely, revision });
    this.settle(draft, answer);
    return answer.count;
  }

  async undo(draft: OpenDraft) {
    if (draft.canUndo) this.settle(draft, await this.ready.ask('undo', { draft: draft.id, revision: ++draft.revision }));
  }

  async redo(draft: OpenDraft) {
    if (draft.canRedo) this.settle(draft, await this.ready.ask('redo', { draft: draft.id, revision: ++draft.revision }));
  }

  /** The baseline with a finding more. */
  leave(draft: OpenDraft, { code, start, end }: Finding): Promise<string> {
    return this.ready.ask('leave', { draft: draft.id, baseline: this.settings.baseline, code, start, end });
  }

  async save(draft: OpenDraft, comments: boolean): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.ready.ask('save', { draft: draft.id, comments }));
  }

  private get ready(): Engine {
    if (!this.engine) throw new Error('not started');
    return this.engine;
  }

  /** Gives the draft another text; what was found moves with it until the next check. */
  private change(draft: OpenDraft, text: string, edits: Edit[]): number {
    const revision = ++draft.revision;
    draft.text = text;
    draft.since.push({ revision, edits });
    this.put(draft, carried(draft.findings, edits));
    draft.isChecked = false;
    return revision;
  }

  /** Takes the text that the Worker has come to. */
  private settle(draft: OpenDraft, state: State) {
    const edit = difference(draft.text, state.text);
    draft.canUndo = state.canUndo;
    draft.canRedo = state.canRedo;
    if (edit) {
      draft.text = state.text;
      draft.since.push({ revision: draft.revision, edits: [edit] });
      this.put(draft, carried(draft.findings, [edit]));
    }
    draft.isChecked = false;
    this.events.onChange(draft);
  }

  private take({ draft: id, revision, findings, outline }: Checked) {
    const draft = this.all.find(draft => draft.id === id);
    if (!draft) return;
    this.stops = 0;
    draft.since = draft.since.filter(change => change.revision > revision);
    this.put(draft, draft.since.reduce((carriedOver, { edits }) => carried(carriedOver, edits), findings));
    draft.outline = outline;
    draft.isChecked = draft.revision === revision;
    this.events.onChange(draft);
  }

  /** Puts findings in the place of others; the one that is looked at is found again by what it says, near where it was. */
  private put(draft: OpenDraft, findings: Finding[]) {
    const { chosen } = draft;
    draft.findings = findings;
    if (!chosen) return;
    const same = findings.filter(finding => finding.code === chosen.code && finding.message === chosen.message);
    const distance = (finding: Finding) => Math.abs(finding.start - chosen.start);
    draft.chosen = same.sort((one, other) => distance(one) - distance(other))[0];
  }

  /** Begins anew with the texts as they are, after the program has stopped. */
  private async restart() {
    if (++this.stops > 2) return;
    this.events.onStopped();
    await this.start(this.settings);
    for (const draft of this.all) {
      const opened = await this.ready.ask('open', { draft: draft.id, name: draft.name, bytes: draft.bytes, revision: 0 });
      const edit = difference(opened.text, draft.text);
      draft.since = [];
      draft.revision = 0;
      if (edit) await this.ready.ask('edit', { draft: draft.id, edits: [edit], joins: false, revision: ++draft.revision });
    }
  }
}
