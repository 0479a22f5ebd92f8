import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Answer } from './answer.ts';
import { bomb } from './archive/bomb.ts';
import { archiveFault, type ArchiveFault } from './archive/options.ts';
import { buildArchive } from './archive/build.ts';
import type { DownloadFault } from './fault-kinds.ts';
import { deviceSeconds, type Device } from './device.ts';
import type { Task } from './tasks.ts';

/**
 * The archive of a task as a download, whole or with a fault.
 * The type is exactly `application/octet-stream`: one client compares the header as a whole (T aerialls PR #35 http.py).
 */
export async function downloadAnswer(device: Device, task: Task, fault: DownloadFault | undefined): Promise<Answer> {
  const name = fault === 'disposition-path' ? '../../../etc/cron.d/x.dss' : fileName(device);
  const base: Answer = {
    status: 200,
    headers: {
      'Content-Type': 'application/octet-stream',
      // C: names seen are `<hostname>_YYYYMMDD.dss`; that the call names the file by this header is not documented.
      ...(fault === 'no-disposition' ? {} : { 'Content-Disposition': `attachment; filename="${name}"` }),
    },
    body: Buffer.alloc(0),
  };
  switch (fault) {
    case 'empty':
      return base;
    case 'random':
      return { ...base, body: randomBytes(90_000) };
    case 'endless':
      return { ...base, body: endless(), delivery: 'chunked' };
    case 'bomb-on-the-way':
      return { ...packed(base), body: bomb(), delivery: 'chunked' };
    case 'mislabelled':
      return { ...packed(base), body: await prepareArchive(device, task) };
    case 'cut-on-the-way': {
      const whole = gzipSync(await prepareArchive(device, task));
      return { ...packed(base), body: whole.subarray(0, Math.floor(whole.length / 2)) };
    }
    case 'bomb':
      return { ...base, body: bomb(), delivery: 'chunked' };
    default: {
      const broken = fault === undefined ? undefined : archiveFault(fault);
      const archive = broken === undefined ? await prepareArchive(device, task) : await build(device, task, broken);
      return { ...base, ...travel(archive, fault) };
    }
  }
}

const packed = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, 'Content-Encoding': 'gzip' },
});

/** Noise behind a gzip magic, 1 GB of it: for a client's ceiling on what it takes from the wire. */
function* endless(): Generator<Buffer> {
  yield Buffer.from([0x1f, 0x8b, 8, 0]);
  const noise = randomBytes(65_536);
  for (let piece = 0; piece < 16_384; piece += 1) yield noise;
}

/** Starts to make the archive of a task, once; a client that downloads early waits for it. */
export function prepareArchive(device: Device, task: Task): Promise<Buffer> {
  task.archive ??= build(device, task, undefined);
  return task.archive;
}

function build(device: Device, task: Task, fault: ArchiveFault | undefined): Promise<Buffer> {
  device.exports += 1;
  return buildArchive({
    profile: device.profile,
    hostName: device.hostName,
    settings: task.settings,
    exportedAt: deviceSeconds(device) * 1000,
    exportNumber: device.exports,
    unfamiliar: device.behaviour.unfamiliar,
    ...(fault === undefined ? {} : { fault }),
  });
}

function travel(archive: Buffer, fault: DownloadFault | undefined): Pick<Answer, 'body' | 'delivery' | 'announced'> {
  const half = archive.subarray(0, Math.floor(archive.length / 2));
  switch (fault) {
    case 'short':
      return { body: half, announced: archive.length };
    case 'longer':
      return { body: archive, announced: half.length };
    case 'cut':
      return { body: half, delivery: 'cut' };
    case 'chunked':
      return { body: archive, delivery: 'chunked' };
    case 'until-close':
      return { body: archive, delivery: 'until-close' };
    default:
      return { body: archive };
  }
}

function fileName(device: Device): string {
  const date = new Date(deviceSeconds(device) * 1000).toISOString().slice(0, 10).replaceAll('-', '');
  return `${device.hostName}_${date}.dss`;
}
