import { keepError, reportOf } from '../../shared/errors.ts';
import { CHECKS, type AddState } from '../../shared/ipc/index.ts';
import { sampleDevice } from './sample-fleet.ts';

/** The stepper at a step, the way it looks half through. */
export function sampleAdding(step: AddState['step']): AddState {
  const host = '192.168.1.1';
  return {
    step,
    working: step === 'first-backup',
    address: 'router.local',
    allowHttp: false,
    user: '',
    holdsPassword: false,
    name: '',
    group: '',
    code: 'none',
    checks: CHECKS.map((check, index) =>
      step === 'check' && index > 2 ? { check, outcome: index === 3 ? 'failed' : 'waiting' } : { check, outcome: 'ok' },
    ),
    notes: step === 'done' ? ['The backups lie in a folder that OneDrive carries to a cloud.'] : [],
    ...(step === 'address'
      ? {}
      : {
          report: {
            endpoint: { scheme: 'https', host, port: 8001 },
            origin: `https://${host}:8001`,
            remoteAddress: host,
            certificate: {
              sha256: 'ab12'.repeat(16),
              subject: 'synology.com',
              issuer: 'Synology Inc. CA',
              validFrom: '2025-01-01T00:00:00.000Z',
              validTo: '2045-01-01T00:00:00.000Z',
              systemTrusted: false,
            },
            product: 'SRM',
            certificatePlace: 'Control Panel > Services > Certificate',
            apis: [],
            signInBy: 'api',
            encryptedLogin: true,
            configurationBackup: true,
          },
        }),
    ...(step === 'check' ? { error: reportOf(keepError('auth/no-permission', { user: 'backup', host })) } : {}),
    ...(step === 'first-backup' ? { progress: { phase: 'downloading', bytes: 40_000, totalBytes: 92_000 } } : {}),
    ...(step === 'done'
      ? {
          result: {
            device: sampleDevice(1, 'protected', 'Office router'),
            backup: {
              device: 'Office router',
              ok: true,
              file: 'SynologyRouter_20261121.dss',
              bytes: 92_160,
              sha256: 'ab'.repeat(32),
              contentHash: 'cd'.repeat(32),
              verified: true,
              changed: null,
              durationMs: 5200,
            },
            advice: [],
          },
        }
      : {}),
  };
}
