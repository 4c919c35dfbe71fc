// Edits of a text: what makes one text of another, and what becomes of findings.
import type { Edit, Finding } from './protocol';

const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;

/** The one edit that makes `after` of `before`; nothing where they are the same. It cuts no character in two. */
export function difference(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && (isLow(before.charCodeAt(start)) || isLow(after.charCodeAt(start)))) start--;
  let behind = 0;
  const most = shorter - start;
  while (behind < most && before.charCodeAt(before.length - behind - 1) === after.charCodeAt(after.length - behind - 1)) {
    behind++;
  }
  if (behind > 0 && isLow(before.charCodeAt(before.length - behind))) behind--;
  return { start, end: before.length - behind, text: after.slice(start, after.length - behind) };
}

/** The text after `edits`, which are sorted and apart from each other. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const edit of edits) {
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

interface Span {
  start: number;
  end: number;
}

/** Where a stretch is after `edits`; nothing where one of them touches it. */
function moved<S extends Span>(span: S, edits: readonly Edit[]): S | undefined {
  let shift = 0;
  for (const edit of edits) {
    if (span.end <= edit.start) break;
    if (span.start < edit.end) return undefined;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return { ...span, start: span.start + shift, end: span.end + shift };
}

function movedAll<S extends Span>(spans: readonly S[], edits: readonly Edit[]): S[] | undefined {
  const result = spans.map(span => moved(span, edits));
  return result.every(span => span !== undefined) ? (result as S[]) : undefined;
}

/** The findings as they may be after `edits`, until the next check knows. What an edit touches is dropped, never guessed. */
export function carried(findings: readonly Finding[], edits: readonly Edit[]): Finding[] {
  return findings.flatMap(finding => {
    const kept = moved(finding, edits);
    if (!kept) return [];
    kept.related = finding.related.flatMap(related => moved(related, edits) ?? []);
    kept.fixes = finding.fixes.flatMap(fix => {
      const moved = movedAll(fix.edits, edits);
      return moved ? [{ ...fix, edits: moved }] : [];
    });
    return [kept];
  });
}
