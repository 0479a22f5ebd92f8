import type { ReactElement } from 'react';
import { say } from '../../../../shared/words/say.ts';
import { Button } from '../../../components/button.tsx';
import { CheckMark } from '../../../components/check-mark.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { useAct } from '../../../state/use-answer.ts';
import { alarmFor, alarmName } from './alarm-words.ts';

/** Sends a test to every alarm, and says of each whether it arrived. */
export function TestAlarms(): ReactElement {
  const test = useAct('settings/test-alarms');
  return (
    <>
      <div className="buttons">
        <Button isPending={test.isPending} onPress={() => test.mutate({})}>
          {say('window.settings.alarms.test')}
        </Button>
      </div>
      {test.error !== null && <ErrorNote error={test.error} urgent />}
      {test.data !== undefined && (
        <div role="status">
          <ul className="test-results">
            {test.data.map((result) => (
              <li key={`${result.kind} ${result.device ?? ''}`}>
                <CheckMark outcome={result.ok ? 'ok' : 'failed'} />
                {result.ok
                  ? say('window.settings.alarms.test.ok', { name: alarmName(result), for: alarmFor(result) })
                  : say('window.settings.alarms.test.failed', {
                      name: alarmName(result),
                      for: alarmFor(result),
                      problem: result.problem ?? '',
                    })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
