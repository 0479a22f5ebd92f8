/** Words of `electron/device`: details inside errors and sentences of its results. */
export const device = {
  'fingerprint.invalid': 'That is not a SHA-256 fingerprint.',
  'fingerprint.remedy': 'It has 64 hexadecimal digits, with or without colons between them.',
} as const;
