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
  'export',
  'block-list',
  'device-log',
] as const;
/** Taken only for a report about the device: a whole export, which is looked into and not kept. */
export const REPORT_STEPS: readonly DoctorStepName[] = ['export'];
export type DoctorStepName = (typeof DOCTOR_STEPS)[number];
