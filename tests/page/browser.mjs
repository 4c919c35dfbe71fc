// A browser with the page open from the disk: what a user does with it, and what it asks for.
import { readFileSync, readdirSync, rmSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import puppeteer from 'puppeteer-core';

/** Nothing takes as long as this, on a machine that does other things as well, unless it has failed. */
const PATIENCE = 120_000;

export async function openBrowser({ name, program, folder }) {
  const downloads = join(folder, 'saved');
  rmSync(downloads, { recursive: true, force: true });
  mkdirSync(downloads, { recursive: true });
  const browser = await puppeteer.launch({
    browser: name,
    executablePath: program,
    headless: true,
    protocolTimeout: PATIENCE,
    args: name === 'chrome' ? ['--no-sandbox', '--disable-gpu', '--accept-lang=zh-CN', '--hide-scrollbars'] : [],
    env: { ...process.env, HOME: folder },
    extraPrefsFirefox: {
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
      'intl.accept_languages': 'zh-CN,zh',
    },
  });
  return { browser, downloads, name };
}

/** Opens the page, and takes down what it asks for. */
export async function openPage({ browser, downloads, name }, file) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  const [requests, errors] = [[], []];
  page.on('request', request => requests.push(request.url()));
  page.on('pageerror', error => errors.push(String(error)));
  if (name === 'chrome') {
    const session = await page.createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  }
  await page.setViewport({ width: 1360, height: 900 });
  await page.goto(pathToFileURL(file).href);
  await idle(page);
  return new Desk(page, downloads, requests, errors);
}

const idle = page => page.waitForSelector('body[data-state="idle"]');

export class Desk {
  constructor(page, downloads, requests, errors) {
    Object.assign(this, { page, downloads, requests, errors });
  }

  /** Waits until what is shown is what the last check has found. */
  async checked() {
    // The page says at once that a change is not checked yet.
    await this.page.evaluate(() => new Promise(resolve => setTimeout(resolve)));
    await idle(this.page);
  }

  async click(selector) {
    await this.page.evaluate(selector => document.querySelector(selector).click(), selector);
  }

  text() {
    return this.page.$eval('#text', field => field.value);
  }

  /** Puts text where the cursor is, as pasting does. */
  async paste(text) {
    await this.page.focus('#text');
    await this.page.evaluate(text => document.execCommand('insertText', false, text), text);
    await this.checked();
  }

  /** Drops files of these names and bytes on the page. */
  async drop(...files) {
    const packed = files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes).toString('base64') }));
    const count = await this.page.$$eval('#tabs li', tabs => tabs.length);
    await this.page.evaluate(files => {
      const dropped = new DataTransfer();
      for (const { name, bytes } of files) {
        dropped.items.add(new File([Uint8Array.from(atob(bytes), unit => unit.charCodeAt(0))], name));
      }
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }));
    }, packed);
    await this.page.waitForFunction(n => document.querySelectorAll('#tabs li').length === n, {}, count + files.length);
    await this.checked();
  }

  /** The findings in the list: code and message. */
  findings() {
    return this.page.$$eval('#list > .item > .head', heads =>
      heads.map(head => [head.textContent.match(/[A-Z]{2}\d{3}/)[0], head.querySelector('.message').textContent]),
    );
  }

  /** Presses a button that saves, and returns the name and the bytes of what it has saved. */
  async save(selector) {
    await this.click(selector);
    const started = Date.now();
    while (Date.now() - started < PATIENCE) {
      const names = readdirSync(this.downloads).filter(name => !/\.(crdownload|part)$|^\.org\.chromium/.test(name));
      for (const name of names) {
        const file = join(this.downloads, name);
        const bytes = readFileSync(file);
        // Firefox makes an empty file first.
        if (bytes.length === 0 || readdirSync(this.downloads).some(other => other === `${name}.part`)) continue;
        rmSync(file);
        return { name, bytes };
      }
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`nothing was saved by ${selector}`);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.down(key);
    for (const key of keys.reverse()) await this.page.keyboard.up(key);
  }
}
