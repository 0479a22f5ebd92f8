/** @types/node-forge describes the whole package only; its parts add themselves to the object of forge.js. */
declare module 'node-forge/lib/forge.js' {
  import forge from 'node-forge';
  export = forge;
}
declare module 'node-forge/lib/rsa.js';
declare module 'node-forge/lib/aes.js';
declare module 'node-forge/lib/md5.js';
