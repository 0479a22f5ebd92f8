/** The steps of the sign-in diagnosis, in the order in which they are reported. */
export const DOCTOR_STEPS = [
  'reach',
  'tls',
  'product',
  'api-versions',
  'encryption',
  'sign-in',
  'session',
  'administrator',
  'backup-right',
  'block-list',
  'device-log',
] as const;
export type DoctorStepName = (typeof DOCTOR_STEPS)[number];
