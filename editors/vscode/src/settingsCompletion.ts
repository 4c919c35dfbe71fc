// Completion in gaolint.toml: keys and values from the schema of the file, rules from the server.
import * as vscode from 'vscode';

import schema from '../../../docs/gaolint.schema.json';
import type { Server } from './server';
import { listRules } from './serverCommands';

/** The parts of JSON Schema that the schema of gaolint.toml uses. */
interface Schema {
  description?: string;
  type?: string | string[];
  enum?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  $ref?: string;
}

const root = schema as unknown as Schema & { $defs: Record<string, Schema> };

/** Lists whose entries name rules, and the table whose keys do. */
const ruleLists = ['select', 'extend-select', 'ignore'];
const ruleTable = 'severity';

export function registerSettingsCompletion(server: Server): vscode.Disposable {
  const provider = {
    provideCompletionItems: async (document: vscode.TextDocument, position: vscode.Position) => {
      const items = await complete(server, document, position);
      // A key with a hyphen is one word here.
      const range = document.getWordRangeAtPosition(position, /[\w-]+/) ?? new vscode.Range(position, position);
      items.forEach(made => { made.range = range; });
      return items;
    },
  };
  const selector = ['file', 'untitled'].map(scheme => ({ scheme, pattern: '**/gaolint.toml' }));
  return vscode.languages.registerCompletionItemProvider(selector, provider, '"', '[', '=');
}

async function complete(
  server: Server,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const written = document.lineAt(position).text.slice(0, position.character);
  if (/^\s*#/.test(written)) {
    return [];
  }
  const path = tableAbove(document, position.line);
  const table = at(path);
  if (/^\s*\[+[\w.-]*$/.test(written)) {
    return tables(written.startsWith('[[') ? 'array' : 'object');
  }
  const list = listAround(document, position);
  if (list !== undefined) {
    return ruleLists.includes(list) && inString(written) ? rules(server) : [];
  }
  const assigned = /^\s*([\w-]+)\s*=\s*"?[\w-]*$/.exec(written);
  if (assigned) {
    return values(inString(written), path.at(-1) === ruleTable ? table?.additionalProperties : table?.properties?.[assigned[1] ?? '']);
  }
  if (/^\s*[\w-]*$/.test(written)) {
    return path.at(-1) === ruleTable ? rules(server) : keys(table);
  }
  return [];
}

/** The names in the header of the table that a line stands in; none at the top. */
function tableAbove(document: vscode.TextDocument, line: number): string[] {
  for (let above = line - 1; above >= 0; above--) {
    const header = /^\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}/.exec(document.lineAt(above).text);
    if (header) {
      return (header[1] ?? '').split('.');
    }
  }
  return [];
}

function resolved(part: Schema | undefined): Schema | undefined {
  return part?.$ref ? { ...root.$defs[part.$ref.replace('#/$defs/', '')], ...part } : part;
}

function at(path: string[]): Schema | undefined {
  return path.reduce<Schema | undefined>((table, name) => {
    const part = resolved(table?.properties?.[name]);
    return part?.items ? resolved(part.items) : part;
  }, root);
}

/** The key of the list that is open at a position, over however many lines it goes. */
function listAround(document: vscode.TextDocument, position: vscode.Position): string | undefined {
  const before = document.getText(new vscode.Range(new vscode.Position(0, 0), position));
  return /(?:^|\n)\s*([\w-]+)\s*=\s*\[[^\]]*$/.exec(before)?.[1];
}

function inString(written: string): boolean {
  return (written.match(/["']/g) ?? []).length % 2 === 1;
}

function item(label: string, kind: vscode.CompletionItemKind, part?: Schema): vscode.CompletionItem {
  const made = new vscode.CompletionItem(label, kind);
  made.documentation = part?.description;
  return made;
}

function keys(table: Schema | undefined): vscode.CompletionItem[] {
  return Object.entries(table?.properties ?? {}).filter(([, part]) => !isTable(part)).map(([key, part]) => {
    const made = item(key, vscode.CompletionItemKind.Property, part);
    const types = [resolved(part)?.type].flat();
    const value = types.includes('array') ? '["$1"]' : types.includes('integer') ? '$1' : '"$1"';
    made.insertText = new vscode.SnippetString(`${key} = ${value}`);
    return made;
  });
}

function isTable(part: Schema): boolean {
  return kindOf(part) !== undefined;
}

/** How a table is written: once, or as many times as there are entries. */
function kindOf(part: Schema): 'object' | 'array' | undefined {
  const whole = resolved(part);
  return whole?.type === 'object' ? 'object' : resolved(whole?.items)?.type === 'object' ? 'array' : undefined;
}

function tables(kind: 'object' | 'array'): vscode.CompletionItem[] {
  const named = Object.entries(root.properties ?? {}).filter(([, part]) => kindOf(part) === kind);
  return named.map(([name, part]) => item(name, vscode.CompletionItemKind.Module, part));
}

function values(isQuoted: boolean, part: Schema | boolean | undefined): vscode.CompletionItem[] {
  return ((typeof part === 'object' && part.enum) || []).map(value => {
    const made = item(value, vscode.CompletionItemKind.EnumMember);
    made.insertText = isQuoted ? value : `"${value}"`;
    return made;
  });
}

async function rules(server: Server): Promise<vscode.CompletionItem[]> {
  return (await listRules(server)).map(({ code, name, title }) => {
    const made = item(code, vscode.CompletionItemKind.Value);
    made.label = { label: code, description: title };
    made.detail = name;
    made.filterText = `${code} ${name} ${title}`;
    return made;
  });
}
