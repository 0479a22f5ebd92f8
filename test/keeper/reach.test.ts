import { describe, expect, it } from 'vitest';
import { injects } from '../faults/index.ts';
import { makeBench, makeDevice, never } from './harness.ts';

describe('an address with a path', () => {
  it('that says nothing is told so, and not by the page that stands above it', async (context) => {
    const fault = injects(context, 'network/below-a-path');
    const device = await makeDevice({
      behaviour: { pathPrefix: '/home/router', faults: [{ at: 'query', kind: 'reset' }] },
    });
    const { keeper } = await makeBench();
    await expect(keeper.probe(`${device.origin}/home/router`, never())).rejects.toMatchObject({
      code: 'network/reset',
    });
    fault.fired(device.fired.filter((name) => name.startsWith('faults:reset@')).length);
  });

  it('of one of the pages of a device leads to the device', async () => {
    const device = await makeDevice();
    const { keeper } = await makeBench();
    expect(await keeper.probe(`${device.origin}/webman/index.cgi`, never())).toMatchObject({ product: 'SRM' });
  });
});
