/** Sizes of files. A unit is a thousand of the one before, as file managers count. */
export const sizes = {
  'size.byte': '{count} byte',
  'size.bytes': '{count} bytes',
  'size.kb': '{count} KB',
  'size.mb': '{count} MB',
  'size.gb': '{count} GB',
} as const;
