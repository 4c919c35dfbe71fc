// Bytes as the page carries them: compressed with gzip and written in base64.

declare global {
  interface Uint8ArrayConstructor {
    // In the newest browsers only.
    fromBase64?(text: string): Uint8Array<ArrayBuffer>;
  }
}

/** Characters that are decoded at once, where the browser cannot decode all of them by itself. */
const PORTION = 1 << 20;

function decoded(text: string): Uint8Array<ArrayBuffer> {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let start = 0; start < text.length; start += PORTION) {
    const portion = atob(text.slice(start, start + PORTION));
    for (let index = 0; index < portion.length; index++) bytes[at++] = portion.charCodeAt(index);
  }
  return bytes;
}

export async function unpacked(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([decoded(text)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
