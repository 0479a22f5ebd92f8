import { useMemo, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { PROTECTION_STATES } from '../../../../shared/protection-states.ts';
import { say } from '../../../../shared/words/say.ts';
import { Choice, type ChoiceOption } from '../../../components/choice.tsx';
import { stateWord } from '../../../components/state-shape.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { NO_GROUP, type Filter } from './filter-devices.ts';

/** Search, state and group. */
export function TableFilters({
  devices,
  filter,
  onChange,
}: {
  readonly devices: readonly DeviceModel[];
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}): ReactElement {
  const states = useMemo(() => stateOptions(devices), [devices]);
  const groups = useMemo(() => groupOptions(devices), [devices]);
  return (
    <div className="fleet-filters" role="search">
      <TextField
        label={say('window.table.search')}
        type="search"
        value={filter.text}
        onChange={(text) => onChange({ ...filter, text })}
        maxLength={200}
        literal
      />
      <Choice
        label={say('window.table.state')}
        value={filter.state}
        options={states}
        onChange={(state) => onChange({ ...filter, state })}
      />
      {groups.length > 1 && (
        <Choice
          label={say('window.table.group')}
          value={filter.group}
          options={groups}
          onChange={(group) => onChange({ ...filter, group })}
        />
      )}
    </div>
  );
}

/** Only states that a device is in, with how many. */
function stateOptions(devices: readonly DeviceModel[]): readonly ChoiceOption[] {
  const all = { value: '', text: say('window.table.all-states', { count: devices.length }) };
  const found = PROTECTION_STATES.flatMap((state) => {
    const count = devices.filter(({ protection }) => protection.state === state).length;
    const text = say('window.table.state-count', { word: stateWord(state), count });
    return count === 0 ? [] : [{ value: state, text }];
  });
  return [all, ...found];
}

function groupOptions(devices: readonly DeviceModel[]): readonly ChoiceOption[] {
  const names = [...new Set(devices.flatMap(({ group }) => group ?? []))].sort((one, other) =>
    one.localeCompare(other),
  );
  if (names.length === 0) return [];
  return [
    { value: '', text: say('window.table.all-groups') },
    ...names.map((name) => ({ value: name, text: name })),
    { value: NO_GROUP, text: say('window.table.no-group') },
  ];
}
