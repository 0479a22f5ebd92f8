import { useState, type ReactElement } from 'react';
import { say } from '../../shared/words/say.ts';
import { Button } from '../components/button.tsx';
import { useAppState } from '../state/use-app-state.ts';

/** Things noticed and repaired on the way: each is told once and stays until it is put away. */
export function Notices(): ReactElement | null {
  const notices = useAppState((state) => state.notices);
  const [read, setRead] = useState(0);
  const unread = notices.slice(read);
  if (unread.length === 0) return null;
  return (
    <aside className="notices" aria-label={say('window.notices')}>
      <ul>
        {unread.map((sentence, index) => (
          <li key={`${String(read + index)} ${sentence}`}>{sentence}</li>
        ))}
      </ul>
      <Button variant="quiet" onPress={() => setRead(notices.length)}>
        {say('window.notices.dismiss')}
      </Button>
    </aside>
  );
}
