export { openSecretStore } from './open-secret-store.ts';
export type { KeytarFace, SecretStore, SecretStoreOptions } from './types.ts';
