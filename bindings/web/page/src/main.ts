// The page: what the user does, led to the draft it is about, and what comes of it, shown.
import workerSource from 'gaolint-worker';

import { element } from './card';
import { Drafts, type OpenDraft } from './desk';
import { Editor } from './editor';
import { chooseFiles, type FileIn, renamed, saveFile, takeDrops } from './files';
import { FindingList, preferred } from './list';
import { Outline } from './outline';
import type { Edit, Finding, Fix, Rule } from './protocol';
import { report } from './report';
import { SAMPLE, SAMPLE_NAME } from './sample';
import { openSettings, Settings, type Stored } from './settings';
import { language, say, sayAll } from './words';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function get<E extends HTMLElement>(id: string): E {
  return document.getElementById(id) as E;
}

const settings = new Settings();
let rules: ReadonlyMap<string, Rule> = new Map();
let current: OpenDraft | undefined;

const data = (id: string) => get(id).textContent?.trim() ?? '';
const drafts = new Drafts(
  { worker: workerSource, module: data('module'), model: data('model') },
  {
    onChange: draft => {
      if (draft === current) show();
    },
    onReady: known => {
      rules = new Map(known.map(rule => [rule.code, rule]));
      list.know(known);
    },
    onStopped: () => tell(say('stopped')),
  },
);

const editor = new Editor(get<HTMLTextAreaElement>('text'), get('paper'), {
  onEdit: (edits, joins) => void edit(edits, joins),
  onUndo: () => void step('undo'),
  onRedo: () => void step('redo'),
  onCursor: offset => {
    const touched = current?.findings.find(finding => finding.start <= offset && offset <= finding.end);
    if (current && touched && touched !== current.chosen) choose(touched, false);
  },
});

const list = new FindingList(get('list'), get('filters'), get('note'), {
  onChoose: finding => {
    if (current?.chosen === finding) choose(undefined, false);
    else choose(finding, true);
  },
  onFix: (finding, fix) => void makeFix(finding, fix),
  onFixRule: (code, likely) => void fixAll(code, likely),
  onLeave: finding => void leave(finding),
  onWord: word => void configure({ words: [...settings.stored.words, word] }),
  onRuleOff: code => void configure({ off: [...settings.stored.off, code] }),
  onFilter: () => show(),
});

const outline = new Outline(get('outline'), node => editor.reveal(node.start, node.start, true));

/** Says something where everybody hears it. */
function tell(message: string) {
  get('message').textContent = message;
}

function show() {
  const draft = current;
  drawTabs();
  editor.show(draft?.text ?? '', draft ? list.shownOf(draft.findings) : [], draft?.chosen);
  list.show(draft?.findings ?? [], draft?.chosen, !draft || draft.text === '');
  outline.show(draft?.outline ?? [], draft?.findings ?? []);
  showTools(draft);
}

function showTools(draft: OpenDraft | undefined) {
  const safe = draft?.findings.filter(finding => preferred(finding)?.safe).length ?? 0;
  const enable = (id: string, isOn: boolean) => (get<HTMLButtonElement>(id).disabled = !isOn);
  get('fix-safe').textContent = say('fixSafe', { n: safe });
  enable('fix-safe', safe > 0);
  enable('undo', draft?.canUndo ?? false);
  enable('redo', draft?.canRedo ?? false);
  for (const id of ['save', 'save-report']) enable(id, draft !== undefined);
  get('save-comments').hidden = draft?.kind !== 'word';
  get('unread').textContent = draft?.unread ?? '';
  document.body.classList.toggle('checking', draft !== undefined && !draft.isChecked);
  document.body.dataset.state = !draft || draft.isChecked ? 'idle' : 'checking';
}

function drawTabs() {
  const tab = (draft: OpenDraft) => {
    const whole = element('li');
    const button = element('button', draft.name);
    button.type = 'button';
    button.setAttribute('aria-pressed', String(draft === current));
    button.addEventListener('click', () => {
      current = draft;
      show();
    });
    const close = element('button', '×', 'close');
    close.type = 'button';
    close.setAttribute('aria-label', say('closeDraft', { name: draft.name }));
    close.addEventListener('click', () => {
      void drafts.close(draft);
      if (draft === current) current = drafts.all.at(-1);
      show();
    });
    whole.append(button, close);
    return whole;
  };
  const signature = JSON.stringify(drafts.all.map(draft => [draft.id, draft === current]));
  const tabs = get('tabs');
  if (tabs.dataset.signature === signature) return;
  tabs.dataset.signature = signature;
  tabs.replaceChildren(...drafts.all.map(tab));
}

function choose(finding: Finding | undefined, reveal: boolean, select = false) {
  if (!current) return;
  current.chosen = finding;
  editor.mark(list.shownOf(current.findings), finding);
  list.show(current.findings, finding, current.text === '');
  if (finding && reveal) editor.reveal(finding.start, finding.end, select);
}

/** Goes to the next finding or the one before, from the one that is looked at or from the cursor. */
function goOn(by: 1 | -1) {
  const shown = list.shown;
  if (shown.length === 0) return tell(say('nothing'));
  const at = current?.chosen ? shown.indexOf(current.chosen) : -1;
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
  const finding = shown[next] as Finding;
  choose(finding, true, true);
  tell(`${say('nth', { n: next + 1, of: shown.length })} ${finding.place} ${say(finding.severity)} ${finding.message}`);
}

async function openFiles(files: readonly FileIn[]) {
  for (const file of files) {
    try {
      current = await drafts.open(file);
      show();
    } catch (error) {
      tell(say('unreadable', { name: file.name, reason: (error as Error).message }));
    }
  }
}

const openText = (name: string, text: string) => openFiles([{ name, bytes: new TextEncoder().encode(text) }]);

async function edit(edits: Edit[], joins: boolean) {
  // Whoever begins to write has begun a draft.
  current ??= drafts.begin(say('untitled'));
  const draft = current;
  const made = drafts.edit(draft, edits, joins);
  show();
  const isMade = await made;
  if (!isMade) tell(say('refused'));
  if (draft === current) showTools(draft);
}

async function makeFix(finding: Finding, fix: Fix) {
  const shown = list.shown;
  const next = shown[shown.indexOf(finding) + 1];
  if (current) current.chosen = next;
  await edit(fix.edits, false);
}

/** Runs what changes the whole text; the user waits with writing until it has. */
async function whole(work: (draft: OpenDraft) => Promise<void>) {
  if (!current) return;
  editor.isReadOnly = true;
  try {
    await work(current);
  } catch (error) {
    tell((error as Error).message);
  } finally {
    editor.isReadOnly = false;
  }
}

const step = (which: 'undo' | 'redo') => whole(draft => drafts[which](draft));

const fixAll = (code: string | null, likely: boolean) =>
  whole(async draft => {
    const count = await drafts.fixAll(draft, code, likely);
    tell(count > 0 ? say('fixed', { n: count }) : say('noFix'));
  });

async function configure(changes: Partial<Stored>) {
  const old = settings.stored;
  settings.change(changes);
  try {
    await drafts.configure({ settings: settings.toml, baseline: settings.stored.baseline });
  } catch (error) {
    settings.change(old);
    throw error;
  }
  if (!settings.isKept) tell(say('noStorage'));
  show();
}

async function leave(finding: Finding) {
  if (current) await configure({ baseline: await drafts.leave(current, finding) });
}

async function save(comments: boolean) {
  if (!current) return;
  const { name, kind } = current;
  try {
    const bytes = await drafts.save(current, comments);
    const type = kind === 'word' ? WORD : 'application/octet-stream';
    saveFile(comments ? renamed(name, '（批注）') : name, bytes, type);
  } catch (error) {
    tell(say('unsaved', { reason: (error as Error).message }));
  }
}

function saveReport() {
  if (!current) return;
  const page = report(drafts.all, rules);
  saveFile(renamed(current.name, '（检查报告）', '.html'), new TextEncoder().encode(page), 'text/html');
}

function onKey(event: KeyboardEvent) {
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const chosen = current?.chosen;
  const fix = chosen && preferred(chosen);
  if (event.key === 'F8') goOn(event.shiftKey ? -1 : 1);
  else if (event.altKey && event.key === 'Enter' && chosen && fix) void makeFix(chosen, fix);
  else if (isCommand && key === 'z' && event.target === get('text')) void step(event.shiftKey ? 'redo' : 'undo');
  else if (isCommand && key === 'y' && event.target === get('text')) void step('redo');
  else if (isCommand && key === 's') void save(false);
  else return;
  event.preventDefault();
}

function listen() {
  const click = (id: string, work: () => void) => get(id).addEventListener('click', work);
  click('open', () => chooseFiles(files => void openFiles(files)));
  click('new', () => {
    current = drafts.begin(say('untitled'));
    show();
    get('text').focus();
  });
  click('sample', () => void openText(SAMPLE_NAME, SAMPLE));
  click('save', () => void save(false));
  click('save-comments', () => void save(true));
  click('save-report', saveReport);
  click('fix-safe', () => void fixAll(null, false));
  click('undo', () => void step('undo'));
  click('redo', () => void step('redo'));
  click('previous', () => goOn(-1));
  click('next', () => goOn(1));
  click('settings', () => openSettings(settings, configure));
  takeDrops(files => void openFiles(files));
  addEventListener('keydown', onKey);
}

async function begin() {
  document.documentElement.lang = language;
  document.title = `${say('title')} - gaolint`;
  sayAll(document);
  tell(say('loading'));
  try {
    await drafts.start({ settings: settings.toml, baseline: settings.stored.baseline });
  } catch (error) {
    tell(say('failed', { reason: (error as Error).message }));
    return;
  }
  listen();
  tell(say('ready'));
  get<HTMLTextAreaElement>('text').disabled = false;
  document.body.dataset.state = 'idle';
  show();
}

void begin();
