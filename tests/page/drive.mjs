// The page as people use it, compared with what the command line says and writes:
//   node drive.mjs --page FILE --model FILE --gaolint PROGRAM --browser chrome=PROGRAM --out FOLDER
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { openBrowser, openPage } from './browser.mjs';
import { DRAFT, HOSTILE, HOSTILE_NAME, encoded } from './drafts.mjs';

const { values } = parseArgs({
  options: Object.fromEntries(['page', 'model', 'gaolint', 'browser', 'out'].map(name => [name, { type: 'string' }])),
});
const [name, program] = values.browser.split('=');
const folder = resolve(values.out);
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'gaolint.toml'), `model = ${JSON.stringify(resolve(values.model))}\n`);
const word = readFileSync(new URL('../docx/corpus/npm-docx-speech.docx', import.meta.url));

/** Runs the program on a draft; what it prints. */
function gaolint(args, draft, bytes) {
  writeFileSync(join(folder, draft), bytes);
  return execFileSync(values.gaolint, [...args, '--no-cache', draft], { cwd: folder, encoding: 'utf8' });
}

function found(draft, bytes) {
  const report = JSON.parse(gaolint(['check', '--exit-zero', '--format', 'json'], draft, bytes));
  return findingsOf(report).map(({ code, message }) => [code, message]);
}

function findingsOf(report) {
  return report.files.flatMap(file => file.findings);
}

/** What the program writes with these options. */
function written(options, draft, bytes) {
  const out = join(folder, `written-${draft}`);
  gaolint(['check', '--exit-zero', '--quiet', ...options, '-o', out], draft, bytes);
  return readFileSync(out);
}

const tests = {
  async 'a draft that is pasted is checked as by the command line'(desk) {
    await desk.paste(DRAFT);
    const expected = found('粘贴.txt', DRAFT);
    assert.ok(expected.length >= 8, `${expected.length} findings`);
    assert.deepEqual(await desk.findings(), expected);
    assert.ok((await desk.page.$$('#outline li')).length >= 4);
    assert.ok((await desk.page.$$('#outline button.error, #outline button.warning')).length >= 1);
    await picture(desk, 'pasted');
  },

  async 'what is typed is checked, and undone in one step'(desk) {
    await desk.paste('同志们：');
    await desk.press('Enter');
    await desk.page.keyboard.type('我们要再接再励，');
    await desk.checked();
    assert.equal(await desk.text(), '同志们：\n我们要再接再励，');
    assert.ok((await desk.findings()).some(([code]) => code === 'WD401'));
    await desk.press('Control', 'z');
    await desk.checked();
    assert.equal(await desk.text(), '同志们：\n');
    await desk.press('Control', 'y');
    await desk.checked();
    assert.equal(await desk.text(), '同志们：\n我们要再接再励，');
  },

  async 'a text is mended and saved in its encoding and line ends'(desk) {
    const bytes = encoded(DRAFT);
    await desk.drop({ name: '讲话.txt', bytes });
    assert.deepEqual(await desk.findings(), found('讲话.txt', bytes));
    await desk.click('#fix-safe');
    await desk.checked();
    assert.deepEqual((await desk.save('#save')).bytes, written(['--fix'], '讲话.txt', bytes));
    await desk.click('#undo');
    await desk.checked();
    assert.deepEqual(await desk.save('#save'), { name: '讲话.txt', bytes });
  },

  async 'a Word document is mended, annotated and given back'(desk) {
    await desk.drop({ name: '文件.docx', bytes: word });
    const expected = found('文件.docx', word);
    assert.ok(expected.length > 0);
    assert.deepEqual(await desk.findings(), expected);
    assert.deepEqual((await desk.save('#save-comments')).bytes, written(['--annotate'], '文件.docx', word));
    await desk.click('#fix-safe');
    await desk.checked();
    assert.deepEqual((await desk.save('#save')).bytes, written(['--fix'], '文件.docx', word));
    await picture(desk, 'word');
  },

  async 'in a Word document typed text can be changed and automatic numbers cannot'(desk) {
    await desk.drop({ name: '文件.docx', bytes: word });
    const before = await desk.text();
    const type = async (place, text) => {
      await desk.page.focus('#text');
      await desk.page.$eval('#text', (field, at) => field.setSelectionRange(at, at), place);
      await desk.page.evaluate(text => document.execCommand('insertText', false, text), text);
      await desk.page.waitForFunction(() => document.body.dataset.state === 'idle');
    };
    const marker = before.indexOf('一、');
    await type(marker + 1, '百');
    await desk.page.waitForFunction(text => document.querySelector('#text').value === text, {}, before);
    assert.match(await desk.page.$eval('#message', place => place.textContent), /Word/);
    const title = before.indexOf('工作');
    await type(title, '高质量');
    await desk.checked();
    assert.equal(await desk.text(), `${before.slice(0, title)}高质量${before.slice(title)}`);
  },

  async 'all fixes of a rule are made with one click, and filters hide the rest'(desk) {
    await desk.paste('会议强调，，要落实。。\n要再接再励，，抓好落实。\n');
    const codes = (await desk.findings()).map(([code]) => code);
    assert.deepEqual([...new Set(codes)].sort(), ['PU208', 'WD401']);
    await desk.page.select('#filters select', 'PU208');
    assert.ok((await desk.findings()).every(([code]) => code === 'PU208'));
    assert.equal((await desk.page.$$('#paper mark.error')).length, 3);
    await desk.click('#list .item .head');
    const click = () => {
      const buttons = [...document.querySelectorAll('#list .item.open .details > button')];
      buttons.find(button => button.textContent.includes('全部 3 处')).click();
    };
    await desk.page.evaluate(click);
    await desk.page.waitForFunction(() => !document.querySelector('#text').value.includes('，，'));
    await desk.checked();
    assert.equal(await desk.text(), '会议强调，要落实。\n要再接再励，抓好落实。\n');
    assert.deepEqual((await desk.findings()).map(([code]) => code), ['WD401']);
  },

  async 'one finding after the other is mended by keyboard'(desk) {
    await desk.paste('会议强调，，要再接再励，抓好落实。\n各地要迅速行动。。\n');
    await desk.press('F8');
    await desk.press('Alt', 'Enter');
    await desk.checked();
    assert.equal(await desk.text(), '会议强调，要再接再励，抓好落实。\n各地要迅速行动。。\n');
    await desk.press('Alt', 'Enter');
    await desk.checked();
    assert.equal(await desk.text(), '会议强调，要再接再厉，抓好落实。\n各地要迅速行动。。\n');
  },

  async 'a word that is right and a place that was left stay so when the page is opened again'(desk) {
    const draft = '要再接再励。会议强调，，要落实。会议强调，，要落实到位。\n';
    await desk.drop({ name: '留.txt', bytes: draft });
    const codes = async () => (await desk.findings()).map(([code]) => code).filter(code => /WD401|PU208/.test(code));
    assert.deepEqual(await codes(), ['WD401', 'PU208', 'PU208']);
    await press(desk, 'WD401', '加入词典');
    assert.deepEqual(await codes(), ['PU208', 'PU208']);
    await press(desk, 'PU208', '不再提示');
    assert.deepEqual(await codes(), ['PU208']);
    await desk.page.reload();
    await desk.page.waitForSelector('body[data-state="idle"]');
    await desk.drop({ name: '留.txt', bytes: draft });
    assert.deepEqual(await codes(), ['PU208']);
    await press(desk, 'PU208', '不再检查这条规则');
    assert.deepEqual(await codes(), []);
    await desk.page.evaluate(() => localStorage.clear());
  },

  async 'nothing that a draft or its name says is run'(desk) {
    await desk.drop({ name: HOSTILE_NAME, bytes: HOSTILE });
    assert.equal((await desk.text()).includes('<script>'), true);
    assert.ok((await desk.findings()).length > 0);
    await desk.click('#list .item .head');
    const { bytes } = await desk.save('#save-report');
    assert.ok(bytes.includes('&lt;script&gt;'), 'the report writes what looks like HTML as text');
    assert.equal(await desk.page.evaluate(() => window.harm), undefined);
    const report = join(folder, 'report.html');
    writeFileSync(report, bytes);
    await desk.page.goto(`file://${report}`);
    assert.equal(await desk.page.evaluate(() => window.harm), undefined);
    assert.equal(await desk.page.evaluate(() => document.querySelectorAll('script, img, [onerror]').length), 0);
    await picture(desk, 'report');
  },

  async 'the page may ask for nothing'(desk) {
    const outcomes = await desk.page.evaluate(async () => {
      const refused = [];
      addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
      const outcome = await fetch('https://example.org/').then(() => 'sent', () => 'refused');
      const picture = new Image();
      picture.src = 'https://example.org/picture.png';
      const script = document.createElement('script');
      script.textContent = 'window.harm = 1';
      document.body.append(picture, script);
      await new Promise(resolve => setTimeout(resolve, 200));
      return { outcome, refused, harm: window.harm };
    });
    assert.equal(outcomes.outcome, 'refused');
    assert.equal(outcomes.harm, undefined);
    for (const directive of ['connect-src', 'img-src', 'script-src-elem']) {
      assert.ok(outcomes.refused.includes(directive), `${directive}: ${outcomes.refused}`);
    }
    // These were asked for by this test; Firefox calls what it refuses an error.
    desk.requests = desk.requests.filter(address => !address.startsWith('https://example.org/'));
    desk.errors = desk.errors.filter(error => !error.includes('Content-Security-Policy'));
  },

  async 'it can be used on a phone'(desk) {
    await desk.page.setViewport({ width: 390, height: 800, isMobile: false });
    await desk.click('#sample');
    await desk.page.waitForFunction(() => document.querySelectorAll('#list .item').length > 3);
    await desk.checked();
    const { inner, scroll } = await desk.page.evaluate(() => ({ inner: innerWidth, scroll: document.body.scrollWidth }));
    assert.ok(scroll <= inner, `${scroll} pixels wide on ${inner}`);
    await picture(desk, 'phone');
  },
};

/** Opens the first finding of a rule and presses a button in it. */
async function press(desk, code, words) {
  const click = (code, words) => {
    const item = [...document.querySelectorAll('#list .item')].find(item => item.textContent.includes(code));
    if (!item.classList.contains('open')) item.querySelector('.head').click();
    const open = document.querySelector('#list .item.open');
    [...open.querySelectorAll('button')].find(button => button.textContent.includes(words)).click();
  };
  const count = () => document.querySelectorAll('#list .item').length;
  const before = await desk.page.evaluate(count);
  await desk.page.evaluate(click, code, words);
  await desk.page.waitForFunction(n => document.querySelectorAll('#list .item').length < n, {}, before);
  await desk.checked();
}

async function picture(desk, what) {
  await desk.page.screenshot({ path: join(folder, `${name}-${what}.png`) });
}

const opened = await openBrowser({ name, program, folder });
let failed = 0;
for (const [title, test] of Object.entries(tests)) {
  const desk = await openPage(opened, resolve(values.page));
  try {
    await test(desk);
    assert.deepEqual(desk.errors, []);
    // The page itself, what it holds in memory, and the report that one of the tests opens.
    assert.deepEqual(desk.requests.filter(address => !/^(file|blob|data):/.test(address)), []);
    console.log(`${name}: ${title}: ok`);
  } catch (error) {
    failed++;
    console.error(`${name}: ${title}: FAILED\n${error.stack}`);
    await picture(desk, `failed-${failed}`).catch(() => {});
  }
  await desk.page.close();
}
await opened.browser.close();
process.exitCode = failed > 0 ? 1 : 0;
