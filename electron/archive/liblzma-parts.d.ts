/** The parts of node-liblzma that are used here; its own declaration of the second names a file that it does not bring. */
declare module 'node-liblzma/wasm' {
  import type { TransformStream } from 'node:stream/web';
  /** Loads the engine, once for the process. */
  export function initModule(load: () => Promise<unknown>): Promise<unknown>;
  /** After `initModule`. Its errors are named after `lzma_ret`. */
  export function createUnxz(): TransformStream<Uint8Array, Uint8Array>;
}
declare module 'node-liblzma/wasm/liblzma.js' {
  const create: (options: { readonly wasmBinary: Uint8Array }) => Promise<unknown>;
  export default create;
}
