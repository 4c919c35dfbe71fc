// A text field knows one line end, drafts know three. Here is the way between what a draft holds and what a field shows.

export class LineEnds {
  /** What the field shows. */
  readonly shown: string;
  /** Where the field leaves out a character: each place in the draft, in order. */
  private readonly omitted: number[] = [];
  private readonly lineEnd: string;

  constructor(text: string) {
    for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n', at + 2)) this.omitted.push(at);
    this.shown = text.replace(/\r\n?/g, '\n');
    this.lineEnd = this.omitted.length > 0 ? '\r\n' : text.includes('\r') && !text.includes('\n') ? '\r' : '\n';
  }

  /** The place in the field. */
  toShown(offset: number): number {
    return offset - count(this.omitted, place => place < offset);
  }

  /** The place in the draft. */
  toText(offset: number): number {
    return offset + count(this.omitted, (place, index) => place - index < offset);
  }

  /** What somebody has typed, with the line ends of this draft. */
  typed(text: string): string {
    return text.replace(/\n/g, this.lineEnd);
  }
}

/** How many of `places` come before the first that is not `before`. */
function count(places: readonly number[], before: (place: number, index: number) => boolean): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(places[middle] as number, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
