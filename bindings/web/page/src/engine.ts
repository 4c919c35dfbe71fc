// The page's side of the Worker: requests that are answered in turn, and what checks bring to light.
import type { Answer, Argument, Checked, FromWorker, Name } from './protocol';

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

/** The program has stopped; whatever it held is lost. */
export class Stopped extends Error {}

export class Engine {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor(
    source: string,
    private readonly onChecked: (checked: Checked) => void,
    private readonly onStopped: (message: string) => void,
  ) {
    // A page on a disk may not load a Worker from beside it, but one from its own memory.
    const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    this.worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.take(data);
    this.worker.onerror = event => this.stop(event.message);
  }

  ask<N extends Name>(name: N, argument: Argument<N>): Promise<Answer<N>> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, name, argument });
    });
  }

  private take(message: FromWorker) {
    if (message.type === 'checked') {
      this.onChecked(message.checked);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.type === 'answer') {
      waiting?.resolve(message.answer as never);
    } else if (message.isFatal) {
      waiting?.reject(new Stopped(message.message));
      this.stop(message.message);
    } else {
      waiting?.reject(new Error(message.message));
    }
  }

  private stop(message: string) {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Stopped(message));
    this.waiting.clear();
    this.onStopped(message);
  }
}
