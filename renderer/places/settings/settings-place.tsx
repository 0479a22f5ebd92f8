import type { ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { PlaceHeader } from '../../components/place-header.tsx';

export function SettingsPlace(): ReactElement {
  return (
    <section className="place">
      <PlaceHeader title={say('window.place.settings')} />
    </section>
  );
}
