export { startKeyring, type Keyring } from './start-keyring.ts';
