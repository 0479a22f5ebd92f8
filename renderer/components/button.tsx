import type { ReactElement, ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { say } from '../../shared/words/say.ts';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: (() => void) | undefined;
  /** `primary`: the one thing to do here. `plain`: anything else. `quiet`: without a frame. `danger`: what cannot be undone. */
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly type?: 'button' | 'submit';
  readonly isDisabled?: boolean | undefined;
  /** Under way: stays focusable and does nothing. */
  readonly isPending?: boolean | undefined;
  readonly autoFocus?: boolean;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string;
  readonly className?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'plain',
  className = '',
  isPending = false,
  isDisabled = false,
  onPress,
  children,
  ...rest
}: ButtonProps): ReactElement {
  return (
    <AriaButton
      {...rest}
      className={`button ${className}`}
      data-variant={variant}
      isPending={isPending}
      isDisabled={isDisabled}
      onPress={() => onPress?.()}
    >
      {children}
      {isPending && <span className="visually-hidden">{say('window.busy')}</span>}
    </AriaButton>
  );
}
