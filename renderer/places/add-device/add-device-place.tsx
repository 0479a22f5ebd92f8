import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { PlaceHeader } from '../../components/place-header.tsx';

export function AddDevicePlace(): ReactElement {
  return (
    <section className="place">
      <PlaceHeader title={say('window.add.title')} />
    </section>
  );
}
