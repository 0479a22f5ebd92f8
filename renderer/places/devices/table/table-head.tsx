import { useEffect, useRef, type ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';

export function TableHead({
  all,
  some,
  onToggle,
}: {
  readonly all: boolean;
  readonly some: boolean;
  readonly onToggle: (isOn: boolean) => void;
}): ReactElement {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // There is no attribute for it.
    if (box.current !== null) box.current.indeterminate = some && !all;
  }, [some, all]);
  return (
    <div className="fleet-head" role="rowgroup">
      <div className="fleet-row" role="row" aria-rowindex={1}>
        <div role="columnheader" className="fleet-cell cell-select">
          <input
            ref={box}
            type="checkbox"
            className="row-check"
            aria-label={say('window.table.select-all')}
            checked={all}
            onChange={(event) => onToggle(event.target.checked)}
          />
        </div>
        <div role="columnheader" className="fleet-cell cell-device">
          {say('window.table.device')}
        </div>
        <div role="columnheader" className="fleet-cell cell-last">
          {say('window.table.last')}
        </div>
        <div role="columnheader" className="fleet-cell cell-nights">
          {say('window.table.nights')}
        </div>
        <div role="columnheader" className="fleet-cell cell-actions">
          <span className="visually-hidden">{say('window.table.actions')}</span>
        </div>
      </div>
    </div>
  );
}
