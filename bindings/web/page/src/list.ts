// The list of findings: what the filters let through, the one that is looked at opened with its fixes and its card.
import { card, element } from './card';
import type { Finding, Fix, Rule, Severity } from './protocol';
import { say } from './words';

/** More than these nobody reads one by one. */
const MOST = 500;
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

export interface ListEvents {
  onChoose(finding: Finding): void;
  onFix(finding: Finding, fix: Fix): void;
  onFixRule(code: string, likely: boolean): void;
  onLeave(finding: Finding): void;
  onWord(word: string): void;
  onRuleOff(code: string): void;
  onFilter(): void;
}

export class FindingList {
  private readonly hidden = new Set<string>();
  private rule = '';
  private rules = new Map<string, Rule>();
  private findings: readonly Finding[] = [];
  private current: Finding | undefined;
  /** Those that are in the list. What is shown of them stays while only their places move. */
  private listed: Finding[] = [];
  private signature = '';

  constructor(
    private readonly list: HTMLElement,
    private readonly filters: HTMLElement,
    private readonly note: HTMLElement,
    private readonly events: ListEvents,
  ) {
    list.addEventListener('keydown', event => this.onKey(event));
  }

  know(rules: readonly Rule[]) {
    this.rules = new Map(rules.map(rule => [rule.code, rule]));
  }

  /** The findings that the filters let through. */
  get shown(): Finding[] {
    return this.shownOf(this.findings);
  }

  /** Those of `findings` that they let through. */
  shownOf(findings: readonly Finding[]): Finding[] {
    return findings.filter(finding => this.lets(finding));
  }

  show(findings: readonly Finding[], current: Finding | undefined, isEmpty: boolean) {
    this.findings = findings;
    this.current = current;
    const hadFocus = this.list.contains(document.activeElement);
    this.drawFilters();
    const shown = this.shown;
    const first = Math.max(0, Math.min(current ? shown.indexOf(current) - MOST / 2 : 0, shown.length - MOST));
    this.listed = shown.slice(first, first + MOST);
    this.drawNote(isEmpty, shown.length);
    const signature = JSON.stringify(this.listed.map(finding => [finding === current, ...said(finding)]));
    if (signature === this.signature) return;
    this.signature = signature;
    this.list.replaceChildren(...this.listed.map((_, index) => this.item(index)));
    const open = this.list.querySelector<HTMLElement>('.item.open');
    // The list alone is scrolled, not the page that the reader is looking at.
    if (open) this.list.scrollTop = open.offsetTop - this.list.offsetTop - 40;
    if (hadFocus) (open ?? this.list).querySelector('button')?.focus({ preventScroll: true });
  }

  private drawNote(isEmpty: boolean, shown: number) {
    const notes = [];
    if (isEmpty) notes.push(say('empty'));
    else if (this.findings.length === 0) notes.push(say('nothing'));
    if (shown > this.listed.length) notes.push(say('rest', { n: shown - this.listed.length }));
    if (this.findings.length > shown) notes.push(say('hidden', { n: this.findings.length - shown }));
    this.note.textContent = notes.join(' ');
  }

  private lets(finding: Finding): boolean {
    const { severity, family, code } = finding;
    return !this.hidden.has(severity) && !this.hidden.has(family) && (this.rule === '' || this.rule === code);
  }

  /** The finding that is in the list at `index`, as it is now. */
  private at(index: number): Finding {
    return this.listed[index] as Finding;
  }

  private item(index: number): HTMLElement {
    const finding = this.at(index);
    const isOpen = finding === this.current;
    const item = element('li', '', `item ${finding.severity}`);
    const head = element('button', '', 'head');
    head.type = 'button';
    head.setAttribute('aria-expanded', String(isOpen));
    const title = this.rules.get(finding.code)?.title ?? '';
    head.append(
      element('b', say(finding.severity), 'level'),
      ` ${finding.code} ${title}`,
      element('span', finding.place, 'place'),
      element('span', finding.message, 'message'),
    );
    head.addEventListener('click', () => this.events.onChoose(this.at(index)));
    item.append(head);
    if (isOpen) {
      item.classList.add('open');
      item.append(this.details(index));
    }
    return item;
  }

  private details(index: number): HTMLElement {
    const finding = this.at(index);
    const details = element('div', '', 'details');
    for (const related of finding.related) {
      details.append(element('p', `${say('related')}${related.place}：${related.message}`, 'note'));
    }
    finding.fixes.forEach((fix, which) => {
      const make = () => {
        const now = this.at(index).fixes[which];
        if (now) this.events.onFix(this.at(index), now);
      };
      const button = this.button(say('fix') + fix.title, make);
      button.classList.add('fix');
      button.append(element('i', say(!fix.preferred ? 'other' : fix.safe ? 'safe' : 'likely')));
      details.append(button);
    });
    details.append(...this.ruleButtons(finding), this.button(say('leave'), () => this.events.onLeave(this.at(index))));
    const { word } = finding;
    if (word) details.append(this.button(say('addWord', { word }), () => this.events.onWord(word)));
    details.append(this.button(say('ruleOff'), () => this.events.onRuleOff(finding.code)));
    const rule = this.rules.get(finding.code);
    if (rule) {
      const about = element('details');
      about.append(element('summary', `${say('card')} ${rule.code} ${rule.title}`), element('small', rule.source));
      about.append(card(rule.page));
      details.append(about);
    }
    return details;
  }

  /** One click for all findings of a rule: the safe fixes if there are some, else the likely ones. */
  private ruleButtons({ code }: Finding): HTMLElement[] {
    const fixes = this.findings.filter(finding => finding.code === code).flatMap(finding => preferred(finding) ?? []);
    const safe = fixes.filter(fix => fix.safe).length;
    const button = (n: number, likely: boolean) => {
      const made = this.button(say('fixRule', { n }), () => this.events.onFixRule(code, likely));
      made.append(element('i', say(likely ? 'likely' : 'safe')));
      return made;
    };
    const buttons = safe > 1 ? [button(safe, false)] : [];
    return fixes.length > Math.max(safe, 1) ? [...buttons, button(fixes.length, true)] : buttons;
  }

  private button(text: string, onClick: () => void): HTMLButtonElement {
    const button = element('button', text);
    button.type = 'button';
    button.addEventListener('click', onClick);
    return button;
  }

  private onKey(event: KeyboardEvent) {
    const heads = [...this.list.querySelectorAll<HTMLButtonElement>('.head')];
    const at = heads.findIndex(head => head.parentElement?.contains(document.activeElement));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      heads[at + step]?.focus();
      event.preventDefault();
    }
  }

  private drawFilters() {
    const count = (has: (finding: Finding) => boolean) => this.findings.filter(has).length;
    const levels = SEVERITIES.map(severity => ({
      name: severity as string,
      label: say(severity),
      count: count(finding => finding.severity === severity),
    }));
    const titles = new Map([...this.rules.values()].map(rule => [rule.family, rule.familyTitle]));
    const families = [...titles].map(([name, label]) => ({ name, label, count: count(it => it.family === name) }));
    const codes = [...new Set(this.findings.map(finding => finding.code))].sort();
    const signature = JSON.stringify([levels, families, codes, [...this.hidden], this.rule]);
    if (this.filters.dataset.signature === signature) return;
    this.filters.dataset.signature = signature;
    const group = (title: string, boxes: typeof levels) => {
      const fields = element('fieldset');
      fields.append(element('legend', title), ...boxes.filter(box => box.count > 0).map(box => this.box(box)));
      return fields;
    };
    this.filters.replaceChildren(group(say('level'), levels), group(say('family'), families), this.chooser(codes));
  }

  private box({ name, label, count }: { name: string; label: string; count: number }): HTMLElement {
    const box = element('input');
    box.type = 'checkbox';
    box.checked = !this.hidden.has(name);
    box.addEventListener('change', () => {
      if (box.checked) this.hidden.delete(name);
      else this.hidden.add(name);
      this.events.onFilter();
    });
    const whole = element('label');
    whole.append(box, `${label} ${count}`);
    return whole;
  }

  private chooser(codes: readonly string[]): HTMLElement {
    const chooser = element('select');
    chooser.setAttribute('aria-label', say('rule'));
    const choice = (code: string, text: string) => {
      const option = element('option', text);
      option.value = code;
      return option;
    };
    chooser.append(choice('', say('allRules')), ...codes.map(code => choice(code, `${code} ${this.rules.get(code)?.title}`)));
    if (!codes.includes(this.rule)) this.rule = '';
    chooser.value = this.rule;
    chooser.addEventListener('change', () => {
      this.rule = chooser.value;
      this.events.onFilter();
    });
    return chooser;
  }
}

/** What the list shows of a finding. */
function said(finding: Finding): string[] {
  const { code, severity, place, message, related, fixes } = finding;
  return [code, severity, place, message, ...related.map(it => it.place + it.message), ...fixes.map(fix => fix.title)];
}

/** The fix that may be made in bulk, if there is one. */
export function preferred(finding: Finding): Fix | undefined {
  return finding.fixes.find(fix => fix.preferred);
}
