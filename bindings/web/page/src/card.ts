// A rule's card, from its Markdown: headings, paragraphs, lists and examples, which is all that cards have.

export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text = '',
  className = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

export function card(markdown: string): DocumentFragment {
  const page = document.createDocumentFragment();
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.startsWith('```')) {
      const end = lines.indexOf('```', at + 1);
      const stop = end < 0 ? lines.length : end;
      page.append(example(lines.slice(at + 1, stop).join('\n')));
      at = stop;
    } else if (/^#+ /.test(line)) {
      page.append(element('h4', line.replace(/^#+ /, '')));
    } else if (/^[-*] /.test(line)) {
      const list = page.lastChild instanceof HTMLUListElement ? page.lastChild : element('ul');
      const item = element('li');
      item.append(...inline(line.slice(2)));
      list.append(item);
      page.append(list);
    } else if (line.trim() !== '') {
      const end = lines.findIndex((other, index) => index > at && (other.trim() === '' || /^(```|#|[-*] )/.test(other)));
      const stop = end < 0 ? lines.length : end;
      const paragraph = element('p');
      paragraph.append(...inline(lines.slice(at, stop).join('')));
      page.append(paragraph);
      at = stop - 1;
    }
  }
  return page;
}

/** An example, with what is wrong in it marked. */
function example(text: string): HTMLElement {
  const block = element('pre');
  block.append(
    ...text.split(/(⟦[^⟧]*⟧)/).map(part => (part.startsWith('⟦') ? element('mark', part.slice(1, -1), 'error') : part)),
  );
  return block;
}

/** A line of text with code and stress. */
function inline(text: string): (Node | string)[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map(part => {
    if (part.startsWith('`') && part.length > 2) return element('code', part.slice(1, -1));
    if (part.startsWith('**') && part.length > 4) return element('strong', part.slice(2, -2));
    return part;
  });
}
