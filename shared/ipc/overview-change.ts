import type { OverviewChange } from './models/app.ts';
import type { DeviceModel, OverviewModel } from './models/overview.ts';

/** What is new in `after`: a device counts as the same when everything about it is. */
export function overviewChange(before: OverviewModel | undefined, after: OverviewModel): OverviewChange {
  const known = new Map(before?.devices.map((device) => [device.id, asText(device)]));
  const { devices, ...rest } = after;
  return {
    ...rest,
    order: devices.map(({ id }) => id),
    devices: devices.filter((device) => known.get(device.id) !== asText(device)),
  };
}

/** The overview after a change. Devices that did not change stay the same objects, so that the page draws them once. */
export function applyOverviewChange(before: OverviewModel, change: OverviewChange): OverviewModel {
  const { order, devices, ...rest } = change;
  const all = new Map([...before.devices, ...devices].map((device) => [device.id, device]));
  return {
    ...rest,
    devices: order.flatMap((id) => {
      const device = all.get(id);
      return device === undefined ? [] : [device];
    }),
  };
}

/** The age alone grows with every look; the page counts it on by itself. */
function asText({ lastVerified, ...device }: DeviceModel): string {
  return JSON.stringify([device, lastVerified?.at, lastVerified?.path]);
}
