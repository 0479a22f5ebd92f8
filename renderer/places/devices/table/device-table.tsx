import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState, type ReactElement } from 'react';
import type { DeviceModel } from '../../../../shared/ipc/index.ts';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import type { DialogRequest } from '../dialog-request.ts';
import { DeviceRow } from './device-row.tsx';
import { EVERYTHING, filterDevices } from './filter-devices.ts';
import { SelectionBar } from './selection-bar.tsx';
import { TableFilters } from './table-filters.tsx';
import { TableHead } from './table-head.tsx';

/** Height of a row in pixels; styles/table.css has the same. */
const ROW = 56;

/** The same facts as on the cards, for a fleet. Only the rows in sight are drawn. */
export function DeviceTable({
  devices,
  onDialog,
}: {
  readonly devices: readonly DeviceModel[];
  readonly onDialog: (request: DialogRequest) => void;
}): ReactElement {
  const [filter, setFilter] = useState(EVERYTHING);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => filterDevices(devices, filter), [devices, filter]);
  const chosen = useMemo(() => devices.filter(({ id }) => selected.has(id)), [devices, selected]);

  const toggle = useCallback((id: string, isOn: boolean) => {
    setSelected((before) => (isOn ? new Set([...before, id]) : new Set([...before].filter((each) => each !== id))));
  }, []);
  const toggleShown = (isOn: boolean): void => {
    const ids = new Set(shown.map(({ id }) => id));
    setSelected(isOn ? new Set([...selected, ...ids]) : new Set([...selected].filter((id) => !ids.has(id))));
  };

  return (
    <div className="fleet">
      <TableFilters devices={devices} filter={filter} onChange={setFilter} />
      <SelectionBar chosen={chosen} shown={shown.length} total={devices.length} onDialog={onDialog} />
      {shown.length === 0 ? (
        <div className="fleet-none">
          <p>{say('window.table.none')}</p>
          <Button onPress={() => setFilter(EVERYTHING)}>{say('window.table.clear')}</Button>
        </div>
      ) : (
        <Rows shown={shown} selected={selected} onToggle={toggle} onToggleShown={toggleShown} onDialog={onDialog} />
      )}
    </div>
  );
}

function Rows({
  shown,
  selected,
  onToggle,
  onToggleShown,
  onDialog,
}: {
  readonly shown: readonly DeviceModel[];
  readonly selected: ReadonlySet<string>;
  readonly onToggle: (id: string, isOn: boolean) => void;
  readonly onToggleShown: (isOn: boolean) => void;
  readonly onDialog: (request: DialogRequest) => void;
}): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 6,
    getItemKey: (index) => shown[index]?.id ?? index,
  });
  return (
    <div className="fleet-frame" ref={frame}>
      <div className="fleet-table" role="table" aria-label={say('window.table.label')} aria-rowcount={shown.length + 1}>
        <TableHead
          all={shown.every(({ id }) => selected.has(id))}
          some={shown.some(({ id }) => selected.has(id))}
          onToggle={onToggleShown}
        />
        <div className="fleet-rows" role="rowgroup" style={{ height: `${String(rows.getTotalSize())}px` }}>
          {rows.getVirtualItems().map(({ key, index, start }) => {
            const device = shown[index];
            if (device === undefined) return null;
            return (
              <DeviceRow
                key={key}
                device={device}
                index={index}
                top={start}
                isSelected={selected.has(device.id)}
                onToggle={onToggle}
                onDialog={onDialog}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
