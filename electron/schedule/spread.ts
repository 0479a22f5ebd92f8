const PER_DEVICE = 1_500;
const WIDEST = 5 * 60_000;

/** How long the starts of a fleet are spread after a slot: nothing for one device, five minutes for two hundred. Milliseconds. */
export function spreadWindow(fleetSize: number): number {
  return fleetSize <= 1 ? 0 : Math.min(WIDEST, fleetSize * PER_DEVICE);
}

/** The place of a device in that window: the same every night, and even over many devices. Milliseconds. */
export function spreadOffset(deviceId: string, fleetSize: number): number {
  return Math.floor((hash(deviceId) / 2 ** 32) * spreadWindow(fleetSize));
}

/** FNV-1a with a final mix (as in MurmurHash3), 32 bits: ids that differ in one digit land far apart. */
function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) mixed = Math.imul(mixed ^ byte, 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
