// VS Code's window as its user sees it: what is on the screen, and the keyboard.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const PATIENCE = 30_000;

/** Waits until `condition` gives something; states are waited for, times never. */
export async function until(what, condition, patience = PATIENCE) {
  const end = Date.now() + patience;
  let last;
  do {
    const value = await condition().catch(error => { last = error; });
    if (value) return value;
    await new Promise(resolve => setTimeout(resolve, 50));
  } while (Date.now() < end);
  throw new Error(`timed out waiting for ${what}${last ? ` (${last.message})` : ''}`);
}

export class Workbench {
  /** Opens `folder` in a browser that reaches this machine only. */
  static async open(base, folder, profile, shots) {
    await until('the server', async () => (await fetch(`${base}/healthz`)).ok);
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      viewport: { width: 1100, height: 700 },
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
    });
    const workbench = new Workbench(context, folder, shots);
    await workbench.page.goto(`${base}/?folder=${encodeURIComponent(folder)}`);
    await workbench.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    return workbench;
  }

  constructor(context, folder, shots) {
    this.context = context;
    this.page = context.pages()[0];
    this.folder = folder;
    this.shots = shots;
    this.console = [];
    this.outside = new Set();
    this.page.on('console', message => this.console.push(`${message.type()} ${message.text()}`));
    context.on('request', request => {
      const { protocol, hostname, origin } = new URL(request.url());
      if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') this.outside.add(origin);
    });
  }

  close() {
    return this.context.close();
  }

  shot(name) {
    return this.page.screenshot({ path: join(this.shots, `${name}.jpg`), type: 'jpeg', quality: 70 });
  }

  press(...keys) {
    return keys.reduce((before, key) => before.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  get editor() {
    return this.page.locator('.editor-instance');
  }

  async openFile(name) {
    await this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).dblclick({ timeout: PATIENCE });
    await this.editor.locator('.view-line').first().waitFor();
  }

  saved(name) {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  async save(name, expected) {
    await this.press('Control+s');
    await until(`${name} as expected on disk`, async () => this.saved(name) === expected);
  }

  /** The lines in the window, in order; they are laid out in any order, with no-break spaces. */
  async lines() {
    const lines = await this.editor.locator('.view-line').evaluateAll(elements =>
      elements.map(element => [parseFloat(element.style.top), element.textContent]));
    return lines.sort(([a], [b]) => a - b).map(([, text]) => text.replaceAll('\u00a0', ' '));
  }

  async command(title) {
    await this.press('F1');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(`>${title}`);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await this.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  async focusEditor() {
    await this.press('Control+1');
    await until('the editor to have the keyboard', () =>
      this.page.evaluate(() => document.activeElement?.closest('.editor-instance') !== null));
  }

  /** Puts the cursor at a line and column from 1. Lines hold no astral characters, of which units differ. */
  async goTo({ line, column }) {
    await this.focusEditor();
    await this.press('Control+g');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(`:${line}:${column}`);
    await this.press('Enter');
    const status = this.page.locator('#status\\.editor\\.selection');
    await until(`the cursor at ${line}:${column}`, async () =>
      (await status.textContent()).startsWith(`Ln ${line}, Col ${column}`));
    await this.focusEditor();
  }

  /** The titles that the menu of code actions offers at the cursor; it stays open. */
  async codeActions() {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await until('the menu of code actions', async () => {
      await this.press('Control+.');
      return rows.first().waitFor({ timeout: 5000 }).then(() => true);
    });
    return (await rows.allTextContents()).map(title => title.trim());
  }

  /** Chooses a code action by keyboard alone: the first that holds `title` and is meant. */
  async chooseCodeAction(title, isMeant = () => true) {
    const titles = await this.codeActions();
    const index = titles.findIndex(offered => offered.includes(title) && isMeant(offered));
    if (index < 0) throw new Error(`“${title}” is not offered, but ${titles.join(' / ')}`);
    await until('the menu to have the keyboard', () =>
      this.page.evaluate(() => document.activeElement?.closest('.action-widget') !== null));
    for (let step = 0; step < index; step++) await this.press('ArrowDown');
    await this.press('Enter');
    await this.page.locator('.action-widget').first().waitFor({ state: 'hidden' });
  }

  tab(name) {
    return this.page.locator('.tabs-container .tab', { hasText: name });
  }

  async closeEditor(name) {
    await this.tab(name).hover();
    await this.tab(name).locator('.codicon-close').click();
    await this.tab(name).waitFor({ state: 'detached' });
  }

  /** Types `written` and accepts the suggestion `label`; takes a picture of the list under the name `shot`. */
  async complete(written, label, shot) {
    await this.page.keyboard.type(written);
    const row = this.page.locator('.suggest-widget .monaco-list-row.focused', { hasText: label });
    await until(`the suggestion ${label}`, async () => {
      await this.press('Control+Space');
      return row.waitFor({ timeout: 3000 }).then(() => true);
    });
    if (shot) await this.shot(shot);
    await this.press('Enter');
    await row.waitFor({ state: 'hidden' });
  }

  get status() {
    return this.page.locator('[id="gaolint.gaolint.gaolint.status"]');
  }

  async statusText() {
    return (await this.status.textContent()).trim();
  }

  /** What is shown over the item in the status bar, once it holds `text`. */
  async statusDetails(text) {
    const hover = this.page.locator('.monaco-hover', { hasText: text });
    await until(`“${text}” over the item in the status bar`, async () => {
      await this.page.mouse.move(300, 300);
      await this.status.hover();
      return hover.waitFor({ timeout: 3000 }).then(() => true);
    });
    return hover.textContent();
  }

  statusShows(text) {
    return until(`“${text}” in the status bar`, async () => (await this.statusText()).endsWith(text));
  }

  notification(text) {
    return this.page.locator('.notification-toast', { hasText: text });
  }
}
