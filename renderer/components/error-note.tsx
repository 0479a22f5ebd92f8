import type { ReactElement } from 'react';
import type { ErrorReport } from '../../shared/errors.ts';
import { say } from '../../shared/words/say.ts';
import { Button } from './button.tsx';
import { NEXT_ACTIONS, nextStepKey, type ErrorActions } from './next-step.ts';
import { StateShape } from './state-shape.tsx';
import { useErrorWays } from './use-error-ways.ts';

/**
 * An error with its sentence and its next step. Buttons appear for the actions of its code that `actions` can do, and for
 * those that lead to another place.
 * `urgent`: read out at once (something a person has just done failed).
 */
export function ErrorNote({
  error,
  actions = {},
  urgent = false,
}: {
  readonly error: ErrorReport;
  readonly actions?: ErrorActions;
  readonly urgent?: boolean;
}): ReactElement {
  // What is wrong with something typed is known to the one who read it alone.
  const step = error.code === 'usage/invalid' ? error.hint : say(nextStepKey(error.code));
  const ways = useErrorWays();
  const offered = NEXT_ACTIONS[error.code].flatMap((action) => {
    const act = actions[action] ?? ways[action];
    return act === undefined ? [] : [{ action, act }];
  });
  return (
    <div className="error-note" data-code={error.code} {...(urgent ? { role: 'alert' } : {})}>
      <StateShape state="failing" />
      <div className="error-note-text">
        <p className="error-note-message">{error.message}</p>
        <p className="error-note-step">{step}</p>
        {offered.length > 0 && (
          <div className="buttons">
            {offered.map(({ action, act }) => (
              <Button key={action} onPress={act}>
                {say(`window.action.${action}`)}
              </Button>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
