export { KEYRING_PASSWORD, startKeyring, type Keyring } from './start-keyring.ts';
export { startBus, type PrivateBus } from './start-bus.ts';
