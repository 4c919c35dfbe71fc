// Files in and out, without anything but the browser.
import { element } from './card';

export interface FileIn {
  name: string;
  bytes: Uint8Array;
}

export async function readFiles(files: Iterable<File>): Promise<FileIn[]> {
  return Promise.all([...files].map(async file => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
}

/** Lets the user choose files. */
export function chooseFiles(onFiles: (files: FileIn[]) => void) {
  const chooser = element('input');
  chooser.type = 'file';
  chooser.multiple = true;
  chooser.accept = '.txt,.text,.md,.markdown,.docx';
  chooser.addEventListener('change', async () => onFiles(await readFiles(chooser.files ?? [])));
  chooser.click();
}

/** Takes files that are dropped anywhere on the page. */
export function takeDrops(onFiles: (files: FileIn[]) => void) {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragover', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  addEventListener('dragleave', event => {
    if (event.relatedTarget === null) document.body.classList.remove('dropping');
  });
  addEventListener('drop', async event => {
    document.body.classList.remove('dropping');
    if (!hasFiles(event)) return;
    event.preventDefault();
    onFiles(await readFiles(event.dataTransfer?.files ?? []));
  });
}

/** Gives the user a file to keep. */
export function saveFile(name: string, bytes: Uint8Array<ArrayBuffer>, type: string) {
  const link = element('a');
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers fetch it later than this function ends.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** `稿.docx` → `稿（批注）.docx` */
export function renamed(name: string, addition: string, extension?: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  return `${stem}${addition}${extension ?? ending}`;
}
