/** The simulated Synology device: the other side of the wire, for tests and for the demo. It imports nothing of ours. */
export { startSimulator } from './simulator.ts';
export { startFleet } from './fleet.ts';
export { makeCertificate, type Certificate, type CertificateRequest } from './certificate.ts';
export { PROFILES, type Profile } from './profiles.ts';
export { DOWNLOAD_FAULTS, FAULT_KINDS, type DownloadFault, type FaultKind } from './fault-kinds.ts';
export type { Behaviour, BehaviourChange, Fault } from './behaviour.ts';
export { defaultBehaviour } from './default-behaviour.ts';
export { optionsFromReport } from './report/options.ts';
export { buildArchive } from './archive/build.ts';
export { bomb } from './archive/bomb.ts';
export { ARCHIVE_FAULTS, type ArchiveFault, type ArchiveOptions } from './archive/options.ts';
export { UNFAMILIAR_KINDS, type UnfamiliarKind } from './archive/unfamiliar.ts';
export { archiveSecrets } from './archive/secrets.ts';
export type { Counters, Fleet, Origin, RecordedRequest, Simulator, SimulatorOptions, TaskSpan } from './types.ts';
