// drive.mjs BASE WORK GAOLINT SHOTS: what a writer does with a damaged draft in VS Code, and what has to come of it. The command
// line is asked what is right, so the two faces of gaolint cannot drift apart unnoticed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { until, Workbench } from './workbench.mjs';

const [base, work, gaolint, shots] = process.argv.slice(2);
const folder = join(work, 'drafts');
const draft = '讲话稿.txt';
const settingsFile = join(folder, 'gaolint.toml');

/** What the command line finds in the file as it is on disk. */
function found() {
  const { stdout } = spawnSync(gaolint, ['check', join(folder, draft), '--format', 'json'], { encoding: 'utf8' });
  return JSON.parse(stdout).files.flatMap(file => file.findings);
}

/** What the command line makes of the file. */
function fixed() {
  const copy = join(work, 'copy.txt');
  copyFileSync(join(folder, draft), copy);
  spawnSync(gaolint, ['check', copy, '--fix']);
  return readFileSync(copy, 'utf8');
}

async function findingsAreShown(window) {
  const expected = found();
  await window.openFile(draft);
  await window.editor.locator('.squiggly-error').first().waitFor();
  await window.statusShows(` ${expected.length}`);
  await window.command('View: Toggle Problems');
  const rows = window.page.locator('.markers-panel .monaco-list-row', { hasText: 'gaolint' });
  await until('the Problems panel', async () => (await rows.count()) > 0);
  const badge = window.page.locator('.panel .action-item', { hasText: 'Problems' }).locator('.badge-content');
  await until('all findings in the panel', async () => (await badge.textContent()) === String(expected.length));
  await window.shot('problems');
  await window.command('View: Toggle Problems');
}

async function quickFixRepairsOnePlace(window) {
  const before = found();
  const doubled = before.find(({ code }) => code === 'PU208');
  await window.goTo(doubled.range.start);
  await window.codeActions();
  await window.shot('quick-fix');
  await window.press('Escape');
  await window.chooseCodeAction(doubled.fixes[0].title);
  const text = window.saved(draft).replace('讲得都很好，，各有', '讲得都很好，各有');
  await until('the repaired line', async () => (await window.lines()).includes(text.split('\n')[3]));
  await window.statusShows(` ${before.length - 1}`);
  await window.save(draft, text);
  assert.equal(found().length, before.length - 1);
}

async function wordIsAddedToTheDictionary(window) {
  const before = found();
  const { text, range } = before.find(({ code }) => code === 'WD402');
  await window.goTo(range.start);
  await window.chooseCodeAction(`把“${text}”加入本项目词典`);
  const left = before.filter(finding => finding.text !== text).length;
  assert.equal(left, before.length - 1);
  await window.statusShows(` ${left}`);
  assert.equal(window.saved('gaolint.toml'), `dictionary = ["${text}"]\n`);
  assert.equal(found().length, left);
  rmSync(settingsFile);
  await window.statusShows(` ${before.length}`);
}

async function ruleIsSwitchedOffByAQuickFixAndOnInTheFile(window) {
  const before = found();
  const { range } = before.find(({ code }) => code === 'ST107');
  const left = before.filter(({ code }) => code !== 'ST107').length;
  assert.ok(left < before.length);
  await window.goTo(range.start);
  await window.chooseCodeAction('（ST107）', title => title.startsWith('不再检查'));
  await window.statusShows(` ${left}`);
  assert.equal(window.saved('gaolint.toml'), 'ignore = ["ST107"]\n');
  assert.equal(found().length, left);
  await window.shot('rule-off');
  await window.command('gaolint: Open gaolint.toml');
  await window.tab('gaolint.toml').waitFor();
  await window.focusEditor();
  await window.press('Control+a', 'Delete');
  await window.save('gaolint.toml', '');
  await window.tab(draft).click();
  await window.statusShows(` ${before.length}`);
}

async function settingsFileIsCompleted(window) {
  const before = found();
  await window.tab('gaolint.toml').click();
  await window.focusEditor();
  await window.complete('extend-s', 'extend-select');
  await window.press('Control+a', 'Delete');
  await window.complete('ign', 'ignore');
  await window.complete('PU208', 'PU208', 'settings-completion');
  await window.save('gaolint.toml', 'ignore = ["PU208"]');
  await window.tab(draft).click();
  await window.statusShows(` ${before.filter(({ code }) => code !== 'PU208').length}`);
  await window.closeEditor('gaolint.toml');
  rmSync(settingsFile);
  await window.statusShows(` ${before.length}`);
}

async function statusNamesModelAndSettings(window) {
  writeFileSync(settingsFile, 'ignore = ["ST107"]\n');
  const details = await window.statusDetails('gaolint.toml');
  assert.match(details, /Model: \S+/);
  assert.ok(details.includes(`Settings: ${settingsFile}`), details);
  await window.shot('status');
  rmSync(settingsFile);
  await window.statusShows(` ${found().length}`);
}

async function draftsThatAreNotOpenAreChecked(window) {
  const other = '未打开的稿子.md';
  writeFileSync(join(folder, other), '# 讲话\n\n会议强调，，要抓好落实。\n\n```\n不，，查\n```\n');
  await window.command('gaolint: Check All Drafts of the Workspace');
  await window.notification('已检查 2 份稿件').waitFor();
  const row = window.page.locator('.markers-panel .monaco-list-row', { hasText: other });
  await row.waitFor();
  assert.equal(await row.locator('.monaco-count-badge').textContent(), '1');
  await window.shot('check-all');
  rmSync(join(folder, other));
  await window.command('gaolint: Check All Drafts of the Workspace');
  await row.waitFor({ state: 'hidden' });
  await window.command('View: Toggle Problems');
}

async function fixAllRepairsWhatIsSafe(window) {
  const expected = fixed();
  await window.goTo({ line: 1, column: 1 });
  // From here on the cursor stays: VS Code gives up on an action whose place is left.
  await window.command('gaolint: Fix All Safe Findings in This Document');
  await until('the repaired text', async () => {
    const lines = await window.lines();
    return lines.every((line, number) => line === expected.split('\n')[number]);
  });
  await window.save(draft, expected);
  await window.statusShows(` ${found().length}`);
  await window.shot('fixed');
}

/** The servers that the extension runs, by process id: its own copy of the program, not another. */
function servers() {
  const command = id => readFileSync(`/proc/${id}/cmdline`, 'utf8');
  return readdirSync('/proc').filter(id => {
    try {
      return /^\d+$/.test(id) && command(id).startsWith(join(work, 'extensions')) && command(id).includes('server');
    } catch {
      return false; // It has just ended.
    }
  });
}

async function serverRestarts(window) {
  const [before, ...others] = servers();
  assert.ok(before && others.length === 0, 'not one server before the restart');
  await window.command('gaolint: Restart Server');
  await until('another server', async () => servers().length === 1 && servers()[0] !== before);
  await window.statusShows(` ${found().length}`);
}

async function missingProgramIsReported(window) {
  writeFileSync(join(work, 'data', 'Machine', 'settings.json'), '{"gaolint.path": "/nowhere/gaolint"}');
  const notice = window.notification('gaolint was not found at “/nowhere/gaolint”');
  await notice.waitFor();
  assert.match(await window.statusText(), /gaolint$/);
  await notice.getByText('How to Install').click();
  await window.page.locator('.gettingStartedContainer', { hasText: 'The program runs' }).waitFor();
  await window.shot('walkthrough');
  rmSync(join(work, 'data', 'Machine', 'settings.json'));
}

const steps = [
  findingsAreShown,
  quickFixRepairsOnePlace,
  wordIsAddedToTheDictionary,
  ruleIsSwitchedOffByAQuickFixAndOnInTheFile,
  settingsFileIsCompleted,
  statusNamesModelAndSettings,
  draftsThatAreNotOpenAreChecked,
  fixAllRepairsWhatIsSafe,
  serverRestarts,
  missingProgramIsReported,
];

const window = await Workbench.open(base, folder, join(work, 'chromium'), shots);
const start = Date.now();
try {
  for (const step of steps) {
    await step(window);
    console.log(`${step.name}: ok (${((Date.now() - start) / 1000).toFixed(1)}s)`);
  }
  assert.deepEqual([...window.outside], [], 'something asked for an address outside this machine');
} catch (error) {
  await window.shot('failure').catch(() => {});
  console.error(error, `\nThe browser's console:\n${window.console.slice(-20).join('\n')}`);
  process.exitCode = 1;
} finally {
  await window.close();
}
