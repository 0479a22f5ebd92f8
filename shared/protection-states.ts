/** How safe a device is. Worst first: the order in which one state hides another, and in which a fleet shows its worst. */
export const PROTECTION_STATES = [
  'needs-you',
  'failing',
  'overdue',
  'never',
  'running',
  'paused',
  'protected',
] as const;
export type ProtectionState = (typeof PROTECTION_STATES)[number];
