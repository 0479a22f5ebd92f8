import type { ReactElement } from 'react';
import { say } from '../../shared/words/say.ts';
import { Button } from '../components/button.tsx';
import { useAct } from '../state/use-answer.ts';

/** Stands on every screen while the simulated router plays. */
export function DemoMark(): ReactElement {
  const leave = useAct('demo/leave');
  return (
    <aside className="demo-mark" aria-label={say('window.demo.label')}>
      <span className="demo-mark-word">{say('window.demo.label')}</span>
      <span>{say('window.demo.text')}</span>
      <Button variant="plain" isPending={leave.isPending} onPress={() => leave.mutate({})}>
        {say('window.demo.leave')}
      </Button>
    </aside>
  );
}
