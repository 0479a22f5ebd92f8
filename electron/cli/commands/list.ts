import { say } from '../../../shared/index.ts';
import type { DeviceView } from '../../keeper/types.ts';
import type { Command } from '../context.ts';
import { ageWord, deviceResult, outcomeWord, shortAddress, stateWord } from '../device-view.ts';
import { modelName } from '../identity.ts';
import { formatTable } from '../table.ts';

/** Shows the devices; says of each that waits for the user why. */
export const list: Command = async (_, { io, page, keeper }) => {
  const devices = await (await keeper()).listDevices();
  if (devices.length === 0) page.line(say('cli.list.empty'));
  else formatTable(headings(), devices.map(row), io.stdout.columns).forEach(page.line);
  for (const { name, needsYou, vaultProblem, lastRun } of devices) {
    const error = needsYou ?? vaultProblem ?? lastRun?.error;
    if (!error) continue;
    page.line('');
    page.line({
      tone: needsYou ? 'bad' : 'warning',
      lead: say('cli.of', { subject: name, message: error.message }),
    });
    page.line(`  ${say('cli.hint', { hint: error.hint })}`);
  }
  return { results: devices.map(deviceResult), exit: 0 };
};

function headings(): readonly string[] {
  return [
    say('cli.column.name'),
    say('cli.column.state'),
    say('cli.column.address'),
    say('cli.column.device'),
    say('cli.column.last-verified'),
    say('cli.column.last-run'),
  ];
}

function row(device: DeviceView): readonly string[] {
  const { name, origin, identity, lastRun } = device;
  return [
    name,
    stateWord(device),
    shortAddress(origin),
    modelName(identity),
    ageWord(device),
    outcomeWord(lastRun?.outcome),
  ];
}
