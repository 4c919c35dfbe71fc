// The outline at the side: headings and items as a tree, with those marked whose numbers are wrong.
import { element } from './card';
import { SEVERITIES } from './list';
import type { Finding, OutlineNode } from './protocol';
import { say } from './words';

/** The family of the rules about numbers and headings. */
const STRUCTURE = 'ST';

export function drawOutline(
  place: HTMLElement,
  nodes: readonly OutlineNode[],
  findings: readonly Finding[],
  go: (node: OutlineNode) => void,
) {
  const wrong = findings.filter(finding => finding.family === STRUCTURE);
  const signature = JSON.stringify([nodes, wrong]);
  if (place.dataset.signature === signature) return;
  place.dataset.signature = signature;
  place.replaceChildren(...tree(nodes, wrong, go));
}

function tree(nodes: readonly OutlineNode[], wrong: readonly Finding[], go: (node: OutlineNode) => void): HTMLElement[] {
  if (nodes.length === 0) return [];
  const list = element('ul');
  for (const node of nodes) {
    const item = element('li');
    const button = element('button', node.title);
    button.type = 'button';
    button.addEventListener('click', () => go(node));
    const here = wrong.filter(({ start }) => node.start <= start && start < node.end && !isInChild(node, start));
    if (here.length > 0) {
      const gravest = SEVERITIES.find(severity => here.some(finding => finding.severity === severity)) ?? 'info';
      button.classList.add(gravest);
      button.title = here.map(finding => finding.message).join('\n');
      button.append(element('span', ` ${gravest === 'error' ? '✗' : '!'} ${say(gravest)}`, 'wrong'));
    }
    item.append(button, ...tree(node.children, wrong, go));
    list.append(item);
  }
  return [list];
}

function isInChild(node: OutlineNode, offset: number): boolean {
  return node.children.some(child => child.start <= offset && offset < child.end);
}
