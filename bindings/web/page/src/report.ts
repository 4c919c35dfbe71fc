// The report: a page of its own that needs neither scripts nor a network, with the look of `gaolint check --format html`.
import style from '../../../../templates/report/style.css';
import { element } from './card';
import { pieces } from './editor';
import { LineEnds } from './lineEnds';
import { SEVERITIES, preferred } from './list';
import type { Finding, Rule } from './protocol';
import { say } from './words';

export interface Reported {
  name: string;
  text: string;
  findings: readonly Finding[];
}

/** The text of the page. What drafts say is put into it as text only, and the browser writes it as such. */
export function report(drafts: readonly Reported[], rules: ReadonlyMap<string, Rule>): string {
  const page = document.implementation.createHTMLDocument(say('report'));
  page.documentElement.lang = 'zh-CN';
  const policy = page.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "default-src 'none'; style-src 'unsafe-inline'";
  const charset = page.createElement('meta');
  charset.setAttribute('charset', 'utf-8');
  const viewport = page.createElement('meta');
  viewport.name = 'viewport';
  viewport.content = 'width=device-width, initial-scale=1';
  const look = page.createElement('style');
  look.textContent = style;
  page.head.prepend(charset, viewport, policy);
  page.head.append(look);
  const head = element('header');
  head.append(element('h1', say('report')));
  page.body.append(head, ...drafts.map((draft, index) => section(draft, index, rules)));
  return `<!DOCTYPE html>\n${page.documentElement.outerHTML}\n`;
}

function section({ name, text, findings }: Reported, index: number, rules: ReadonlyMap<string, Rule>): HTMLElement {
  const part = element('section', '', 'draft');
  const counts = SEVERITIES.map(severity => ({ severity, n: findings.filter(it => it.severity === severity).length }));
  const title = element('h2', `${name} `);
  const shown = counts.filter(({ n }) => n > 0).map(({ severity, n }) => `${say(severity)} ${n}`);
  title.append(element('small', shown.join('，') || say('nothing')));
  part.append(title, body(text, findings), list(findings, index, rules));
  return part;
}

function body(text: string, findings: readonly Finding[]): HTMLElement {
  const ends = new LineEnds(text);
  const marks = findings.map(finding => ({
    start: ends.toShown(finding.start),
    end: ends.toShown(finding.end),
    severity: finding.severity,
    isCurrent: false,
  }));
  const whole = element('div', '', 'text');
  let start = 0;
  ends.shown.split('\n').forEach((line, number) => {
    const end = start + line.length;
    const here = marks.filter(mark => mark.start <= end && (mark.end > start || mark.start >= start));
    const drawn = element('p', '', 'line');
    drawn.dataset.number = String(number + 1);
    drawn.append(...pieces(line, start, here));
    whole.append(drawn);
    start = end + 1;
  });
  return whole;
}

function list(findings: readonly Finding[], index: number, rules: ReadonlyMap<string, Rule>): HTMLElement {
  const whole = element('ol', '', 'list');
  findings.forEach((finding, number) => {
    const item = element('li', '', `item ${finding.severity}`);
    item.id = `d${index}-${number}`;
    const head = element('span', '', 'head');
    head.append(element('b', say(finding.severity), 'level'), ` ${finding.code} ${rules.get(finding.code)?.title ?? ''}`);
    item.append(element('span', finding.place, 'place'), head, element('span', finding.message, 'message'));
    for (const related of finding.related) {
      item.append(element('span', `${say('related')}${related.place}：${related.message}`, 'note'));
    }
    for (const fix of finding.fixes) {
      const line = element('span', say('fix') + fix.title, 'fix');
      line.append(element('i', say(fix !== preferred(finding) ? 'other' : fix.safe ? 'safe' : 'likely')));
      item.append(line);
    }
    whole.append(item);
  });
  return whole;
}
