// What the page says, in Chinese and in English. What rules say is Chinese.

const CHINESE = {
  title: '稿件检查',
  tagline: '稿子不出本机：这个页面不联网，断网也能用。',
  loading: '正在准备……',
  ready: '可以用了。',
  checking: '正在检查……',
  open: '打开稿件',
  paste: '新稿件',
  sample: '看看示例',
  save: '存稿件',
  saveComments: '存带批注的 Word',
  saveReport: '存检查报告',
  fixSafe: '改正全部可自动修改的（{n}）',
  undo: '撤销',
  redo: '重做',
  settings: '设置',
  close: '关闭',
  closeDraft: '关闭“{name}”',
  draft: '稿件正文',
  drafts: '打开的稿件',
  outline: '提纲',
  findings: '发现的问题',
  placeholder: '在这里粘贴或输入稿件，也可以把 .txt、.md、.docx 文件拖进来。',
  nothing: '没有发现问题。',
  empty: '还没有稿件。',
  hidden: '另有 {n} 处被筛选条件隐藏。',
  rest: '另有 {n} 处没有列出。',
  level: '级别',
  family: '类别',
  rule: '规则',
  allRules: '全部规则',
  error: '必改',
  warning: '建议',
  info: '提示',
  safe: '可自动修改',
  likely: '需确认',
  other: '另一种改法',
  fix: '改：',
  fixRule: '改正这条规则的全部 {n} 处',
  leave: '这一处不再提示',
  addWord: '“{word}”没有错，加入词典',
  ruleOff: '不再检查这条规则',
  card: '规则说明',
  related: '参看 ',
  previous: '上一处',
  next: '下一处',
  nth: '第 {n} 处，共 {of} 处',
  fixed: '改了 {n} 处。',
  noFix: '没有可改的地方。',
  untitled: '未命名.txt',
  refused: 'Word 文档里只能改动写在文档里的文字；自动编号、分段和域请在 Word 里改。',
  unreadable: '打不开“{name}”：{reason}',
  unsaved: '没有存成：{reason}',
  stopped: '程序出错停下了，稿件还在，已经重新开始。',
  failed: '用不了：{reason}。请用较新的 Chrome、Edge 或 Firefox 打开。',
  dictionary: '词典（一行一个词，词典里的词不算错）',
  rulesOff: '不检查的规则（一行一个代号，如 PU203，或类别，如 PU）',
  left: '不再提示的地方：{n} 处',
  forget: '全部恢复提示',
  ok: '确定',
  badSettings: '设置有误：{reason}',
  noStorage: '浏览器不让这个页面保存设置，关掉页面后设置就没有了。',
  report: '稿件检查报告',
  drop: '松开鼠标打开文件',
  shortcuts: 'F8 下一处，Shift+F8 上一处，Alt+Enter 照首选改法修改。',
};

type Key = keyof typeof CHINESE;

const ENGLISH: Record<Key, string> = {
  title: 'Check a draft',
  tagline: 'Nothing leaves this machine: the page asks for no network.',
  loading: 'Getting ready…',
  ready: 'Ready.',
  checking: 'Checking…',
  open: 'Open drafts',
  paste: 'New draft',
  sample: 'Show a sample',
  save: 'Save draft',
  saveComments: 'Save Word with comments',
  saveReport: 'Save report',
  fixSafe: 'Make all safe fixes ({n})',
  undo: 'Undo',
  redo: 'Redo',
  settings: 'Settings',
  close: 'Close',
  closeDraft: 'Close “{name}”',
  draft: 'Text of the draft',
  drafts: 'Open drafts',
  outline: 'Outline',
  findings: 'Findings',
  placeholder: 'Paste or type a draft here, or drop .txt, .md or .docx files.',
  nothing: 'Nothing found.',
  empty: 'No draft yet.',
  hidden: '{n} more hidden by the filters.',
  rest: '{n} more not listed.',
  level: 'Level',
  family: 'Family',
  rule: 'Rule',
  allRules: 'All rules',
  error: 'Error',
  warning: 'Warning',
  info: 'Hint',
  safe: 'safe',
  likely: 'to be confirmed',
  other: 'another way',
  fix: 'Fix: ',
  fixRule: 'Fix all {n} of this rule',
  leave: 'Leave this place',
  addWord: '“{word}” is right: add to dictionary',
  ruleOff: 'Switch this rule off',
  card: 'About this rule',
  related: 'See ',
  previous: 'Previous',
  next: 'Next',
  nth: '{n} of {of}',
  fixed: '{n} fixes made.',
  noFix: 'Nothing to fix.',
  untitled: 'untitled.txt',
  refused: 'In a Word document only typed text can be changed here; numbers, paragraphs and fields are for Word.',
  unreadable: 'Cannot open “{name}”: {reason}',
  unsaved: 'Not saved: {reason}',
  stopped: 'The program stopped and was started again; the draft is still there.',
  failed: 'This does not work here: {reason}. Please use a recent Chrome, Edge or Firefox.',
  dictionary: 'Dictionary (a word a line; these are never wrong)',
  rulesOff: 'Rules switched off (a code a line, such as PU203, or a family, such as PU)',
  left: 'Places left alone: {n}',
  forget: 'Tell of them again',
  ok: 'OK',
  badSettings: 'Settings: {reason}',
  noStorage: 'The browser keeps no settings for this page; they are gone when it is closed.',
  report: 'Report on drafts',
  drop: 'Drop to open',
  shortcuts: 'F8 next, Shift+F8 previous, Alt+Enter makes the preferred fix.',
};

const isChinese = navigator.languages.length === 0 || /^zh\b/i.test(navigator.languages[0] ?? '');
export const language = isChinese ? 'zh-CN' : 'en';
const words = isChinese ? CHINESE : ENGLISH;

/** What is said under a name, with its blanks filled in. */
export function say(key: Key, blanks: Record<string, string | number> = {}): string {
  return words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(blanks[name] ?? whole));
}

/** Puts words where the page names them: in `data-say` as text, in `data-label` as what a screen reader says. */
export function sayAll(root: ParentNode) {
  for (const element of root.querySelectorAll<HTMLElement>('[data-say]')) {
    element.textContent = say(element.dataset.say as Key);
  }
  for (const element of root.querySelectorAll<HTMLElement>('[data-label]')) {
    const label = say(element.dataset.label as Key);
    element.setAttribute('aria-label', label);
    if (element instanceof HTMLTextAreaElement) element.placeholder = say('placeholder');
    else element.title = label;
  }
}
