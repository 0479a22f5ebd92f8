import type { ReactElement } from 'react';
import type { Place } from '../../shared/ipc/index.ts';

const DRAWINGS: Readonly<Record<Exclude<Place, 'add'>, string>> = {
  // A router with two aerials, a clock, an arrow turning back, and two sliders.
  devices: 'M2.5 9 H13.5 V13 H2.5 Z M5 9 V3.5 M11 9 V3.5 M5 11 H5.6 M7.7 11 H8.3',
  history: 'M8 2.5 A5.5 5.5 0 1 1 2.5 8 M8 5 V8.3 L10.3 9.7 M2.5 8 L1.2 6.3 M2.5 8 L4.3 6.8',
  restore: 'M8 2.5 V9.5 M5 6.8 L8 9.8 L11 6.8 M2.5 11 V13.5 H13.5 V11',
  settings:
    'M2.5 5 H8.2 M11.8 5 H13.5 M2.5 11 H4.2 M7.8 11 H13.5 M10 3.2 A1.8 1.8 0 1 1 10 6.8 A1.8 1.8 0 1 1 10 3.2 M6 9.2 A1.8 1.8 0 1 1 6 12.8 A1.8 1.8 0 1 1 6 9.2',
};

export function PlaceIcon({ place }: { readonly place: keyof typeof DRAWINGS }): ReactElement {
  return (
    <svg className="place-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={DRAWINGS[place]} />
    </svg>
  );
}
