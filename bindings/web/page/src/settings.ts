// Settings, kept in the browser: words that are right, rules that are off, places that were looked at and left.
import { element } from './card';
import { say } from './words';

const KEY = 'gaolint';

export interface Stored {
  words: string[];
  off: string[];
  /** The text of a baseline; empty where nothing was left. */
  baseline: string;
}

const NOTHING: Stored = { words: [], off: [], baseline: '' };
const isStrings = (value: unknown): value is string[] => Array.isArray(value) && value.every(it => typeof it === 'string');

export class Settings {
  stored: Stored;
  /** Whether the browser keeps them. */
  isKept = true;

  constructor() {
    this.stored = this.read();
  }

  /** As the text of a `gaolint.toml`. Strings of JSON are strings of TOML, but for one character that JSON leaves as it is. */
  get toml(): string {
    const list = (values: string[]) => JSON.stringify(values).replace(/\x7f/g, '\\u007f');
    return `dictionary = ${list(this.stored.words)}\nignore = ${list(this.stored.off)}\n`;
  }

  change(changes: Partial<Stored>) {
    this.stored = { ...this.stored, ...changes };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.stored));
    } catch {
      this.isKept = false;
    }
  }

  get left(): number {
    if (!this.stored.baseline) return 0;
    return (JSON.parse(this.stored.baseline) as { entries: unknown[] }).entries.length;
  }

  private read(): Stored {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Stored>;
      return {
        words: isStrings(stored.words) ? stored.words : [],
        off: isStrings(stored.off) ? stored.off : [],
        baseline: typeof stored.baseline === 'string' ? stored.baseline : '',
      };
    } catch {
      this.isKept = false;
      return NOTHING;
    }
  }
}

const lines = (text: string) => [...new Set(text.split('\n').map(line => line.trim()).filter(line => line !== ''))];

/** Lets the user change the settings; `apply` fails with what is wrong with them. */
export function openSettings(settings: Settings, apply: (changes: Partial<Stored>) => Promise<void>) {
  const dialog = element('dialog');
  const form = element('form');
  const field = (label: string, values: string[]) => {
    const whole = element('label', label);
    const text = element('textarea');
    text.rows = 6;
    text.value = values.join('\n');
    whole.append(text);
    form.append(whole);
    return text;
  };
  form.append(element('h2', say('settings')));
  if (!settings.isKept) form.append(element('p', say('noStorage')));
  const words = field(say('dictionary'), settings.stored.words);
  const off = field(say('rulesOff'), settings.stored.off);
  const left = element('p', say('left', { n: settings.left }));
  const forget = element('button', say('forget'));
  forget.type = 'button';
  forget.hidden = settings.left === 0;
  let baseline = settings.stored.baseline;
  forget.addEventListener('click', () => {
    baseline = '';
    left.textContent = say('left', { n: 0 });
    forget.hidden = true;
  });
  left.append(' ', forget);
  const complaint = element('p', '', 'complaint');
  complaint.setAttribute('role', 'alert');
  const close = element('button', say('close'));
  close.type = 'button';
  close.addEventListener('click', () => dialog.close());
  const buttons = element('p', '', 'buttons');
  buttons.append(element('button', say('ok')), close);
  form.append(left, complaint, buttons);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    try {
      await apply({ words: lines(words.value), off: lines(off.value), baseline });
      dialog.close();
    } catch (error) {
      complaint.textContent = say('badSettings', { reason: (error as Error).message });
    }
  });
  dialog.append(form);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
