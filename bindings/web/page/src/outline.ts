// The outline at the side: headings and items as a tree, with those marked whose numbers are wrong.
import { element } from './card';
import { SEVERITIES } from './list';
import type { Finding, OutlineNode } from './protocol';
import { say } from './words';

/** The family of the rules about numbers and headings. */
const STRUCTURE = 'ST';

export class Outline {
  private signature = '';
  /** The nodes in the order of the text, as they are now. */
  private nodes: OutlineNode[] = [];

  constructor(
    private readonly place: HTMLElement,
    private readonly go: (node: OutlineNode) => void,
  ) {}

  show(tree: readonly OutlineNode[], findings: readonly Finding[]) {
    const wrong = findings.filter(finding => finding.family === STRUCTURE);
    this.nodes = flat(tree);
    const signature = JSON.stringify(this.nodes.map(node => [node.title, node.children.length, ...said(node, wrong)]));
    if (signature === this.signature) return;
    this.signature = signature;
    this.place.replaceChildren(...this.draw(tree, wrong));
  }

  private draw(tree: readonly OutlineNode[], wrong: readonly Finding[]): HTMLElement[] {
    if (tree.length === 0) return [];
    const list = element('ul');
    for (const node of tree) {
      const index = this.nodes.indexOf(node);
      const item = element('li');
      const button = element('button', node.title);
      button.type = 'button';
      button.addEventListener('click', () => this.go(this.nodes[index] as OutlineNode));
      const here = own(node, wrong);
      const gravest = SEVERITIES.find(severity => here.some(finding => finding.severity === severity));
      if (gravest) {
        button.classList.add(gravest);
        button.title = said(node, wrong).join('\n');
        button.append(element('span', ` ${gravest === 'error' ? '✗' : '!'} ${say(gravest)}`, 'wrong'));
      }
      item.append(button, ...this.draw(node.children, wrong));
      list.append(item);
    }
    return [list];
  }
}

function flat(tree: readonly OutlineNode[]): OutlineNode[] {
  return tree.flatMap(node => [node, ...flat(node.children)]);
}

/** The findings that start in a node and in none of its children. */
function own(node: OutlineNode, wrong: readonly Finding[]): Finding[] {
  const isIn = (node: OutlineNode, { start }: Finding) => node.start <= start && start < node.end;
  return wrong.filter(finding => isIn(node, finding) && !node.children.some(child => isIn(child, finding)));
}

const said = (node: OutlineNode, wrong: readonly Finding[]) => own(node, wrong).map(finding => finding.message);
