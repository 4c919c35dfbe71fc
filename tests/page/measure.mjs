// Measures the page: node measure.mjs --page FILE --draft FILE --browser chrome=PROGRAM
// Prints when the first finding is shown after opening, and how long the page is busy at a time while somebody types in a draft
// of 36,000 characters.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { openBrowser } from './browser.mjs';

const { values } = parseArgs({
  options: Object.fromEntries(['page', 'draft', 'browser'].map(name => [name, { type: 'string' }])),
});
const [name, program] = values.browser.split('=');
const folder = mkdtempSync(join(tmpdir(), 'gaolint-page-'));
const { browser } = await openBrowser({ name, program, folder });
const draft = readFileSync(values.draft, 'utf8');

console.log(`page: ${statSync(values.page).size} bytes; draft: ${[...draft].length} characters`);
for (let round = 1; round <= 3; round++) {
  const { ready, first } = await opening(draft);
  console.log(`ready after ${ready} ms, first finding after ${first} ms`);
}
console.log(await typing(draft.repeat(Math.ceil(36_000 / draft.length)).slice(0, 36_000)));
await browser.close();
rmSync(folder, { recursive: true, force: true });

/** Opens the page with a draft that is dropped as soon as it is ready; milliseconds since the browser began to open it. */
async function opening(text) {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(text => {
    window.measured = {};
    const drop = () => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([text], 'draft.txt'));
      document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: dropped }));
    };
    const look = () => {
      if (!window.measured.ready && document.body?.dataset.state === 'idle') {
        window.measured.ready = Math.round(performance.now());
        drop();
      }
      if (document.querySelector('#list .item')) window.measured.first = Math.round(performance.now());
      else setTimeout(look, 1);
    };
    look();
  }, text);
  await page.goto(pathToFileURL(resolve(values.page)).href);
  await page.waitForFunction(() => window.measured.first);
  const measured = await page.evaluate(() => window.measured);
  await page.close();
  return measured;
}

async function typing(text) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(resolve(values.page)).href);
  await page.waitForSelector('body[data-state="idle"]');
  await page.focus('#text');
  await page.evaluate(text => {
    document.execCommand('insertText', false, text);
    document.querySelector('#text').setSelectionRange(18_000, 18_000);
  }, text);
  await new Promise(resolve => setTimeout(resolve, 1000));
  await page.waitForSelector('body[data-state="idle"]');
  await page.evaluate(() => {
    window.busy = [];
    const post = new MessageChannel();
    let last = performance.now();
    // A message to oneself comes back at once, unless the page is busy.
    post.port1.onmessage = () => {
      const now = performance.now();
      window.busy.push(now - last);
      last = now;
      post.port2.postMessage(0);
    };
    post.port2.postMessage(0);
  });
  for (const character of '各地要再接再励，把各项工作落到实处，确保全年任务圆满完成。'.repeat(2)) {
    await page.keyboard.sendCharacter(character);
    await new Promise(resolve => setTimeout(resolve, 120));
  }
  const busy = (await page.evaluate(() => window.busy)).sort((one, other) => other - one).map(Math.round);
  await page.close();
  return `typing in ${text.length} characters: busy for at most ${busy.slice(0, 5).join(', ')} ms at a time`;
}
