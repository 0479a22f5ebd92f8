import { keepError, say } from '../../../shared/index.ts';
import { originOf } from '../../device/index.ts';
import type { DeviceRecord, Settings } from '../../records/index.ts';
import { vaultsOf } from '../places.ts';
import type { KeeperPorts } from '../ports.ts';
import { isSame } from '../same-device.ts';
import type { ImportedDevice, ImportOptions, ImportResult } from '../types.ts';
import { readDocument, type ExportedDevice, type SettingsDocument } from './document.ts';
import { newRecord } from './new-record.ts';
import { asItWas, takeCommon } from './take-common.ts';
import { alarmNotes, takePlaces } from './take-places.ts';
import { commonVault, deviceVault } from './take-vault.ts';

/**
 * Takes up the settings of another computer. Devices that are new here are added and wait for their passwords; one that is
 * here already is left as it is. Nothing is stored before all of it made sense.
 * @throws KeepError usage/invalid, http/consent-needed, vault/*, settings/*
 */
export async function importSettings(
  ports: KeeperPorts,
  given: unknown,
  { allowHttp }: ImportOptions,
): Promise<ImportResult> {
  const document = readDocument(given, ports.clock.now());
  const before = await ports.settings.read();
  if (!allowHttp) demandConsent(before, document);
  const vault = await commonVault(before, document);
  const vaults = vaultsOf({ ...before, ...(vault !== undefined && { vault }) }, ports.defaultVault);
  const common = await takePlaces(document.all.copyTo ?? [], vaults);
  const { change, notes } = takeCommon(ports, before, document, common.places);
  let here: Settings = { ...before, ...change, ...(vault !== undefined && { vault }) };
  const devices: ImportedDevice[] = [];
  const added: DeviceRecord[] = [];
  for (const exported of document.devices) {
    const twin = here.devices.find((device) => isSame(device, exported));
    if (twin !== undefined) {
      devices.push({
        device: exported.name,
        outcome: 'already-there',
        notes: [say('preferences.import.known-as', { name: twin.name })],
      });
      continue;
    }
    const { record, result } = await takeDevice(ports, here, exported, document);
    // The first device without a folder of its own brings the common one.
    const first = here.vault === undefined && record.vault === undefined;
    here = { ...here, ...(first && { vault: ports.defaultVault }), devices: [...here.devices, record] };
    added.push(record);
    devices.push(result);
  }
  await ports.settings.update((current) => ({
    ...current,
    ...change,
    ...(here.vault !== undefined && { vault: here.vault }),
    // Somebody else may have added one meanwhile.
    devices: [...current.devices, ...added.filter((record) => !current.devices.some((one) => isSame(one, record)))],
  }));
  ports.bell.ring();
  return { devices, notes: [...notes, ...common.notes, ...alarmNotes(document.all.alarms)] };
}

/** Whoever wrote the file may have consented, or somebody who edited it. @throws KeepError http/consent-needed */
function demandConsent({ devices }: Settings, document: SettingsDocument): void {
  const plain = document.devices.find(
    (device) => device.trust.kind === 'cleartext' && !devices.some((known) => isSame(known, device)),
  );
  if (plain !== undefined) throw keepError('http/consent-needed', { host: plain.endpoint.host });
}

async function takeDevice(
  ports: KeeperPorts,
  here: Settings,
  exported: ExportedDevice,
  document: SettingsDocument,
): Promise<{ readonly record: DeviceRecord; readonly result: ImportedDevice }> {
  const { vault, notes: vaultNotes } = await deviceVault(ports, here, document, exported);
  const { copyTo, ...plan } = asItWas(exported, document, here);
  const { record, notes } = await newRecord(ports, here, { ...exported, ...plan }, vault);
  const places =
    copyTo === undefined ? undefined : await takePlaces(copyTo, [...vaultsOf(here, ports.defaultVault), vault.root]);
  return {
    record: { ...record, ...(places && { copyTo: places.places }) },
    result: {
      device: record.name,
      outcome: 'added',
      notes: [
        say('preferences.import.passwd', { name: record.name, origin: originOf(record.endpoint) }),
        ...notes,
        ...vaultNotes,
        ...(places?.notes ?? []),
        ...alarmNotes(exported.alarms, record.name),
      ],
    },
  };
}
