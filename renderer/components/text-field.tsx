import { useState, type ReactElement, type Ref } from 'react';
import { FieldError, Input, Label, Text, TextField as AriaTextField } from 'react-aria-components';
import { say } from '../../shared/words/say.ts';
import { Button } from './button.tsx';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string | undefined;
  /** What is wrong with it. */
  readonly problem?: string | undefined;
  readonly type?: 'text' | 'search' | 'password';
  readonly inputMode?: 'text' | 'numeric' | 'url';
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly maxLength?: number;
  /** Addresses, names of accounts and codes: no spelling help, no capital at the front. */
  readonly literal?: boolean;
  /** What is typed is a secret: it goes from the field when the field goes. */
  readonly secret?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/**
 * So that typing can be undone the browser holds fields that are gone, and with them React's note of their value and, by the
 * form around them, what react-aria knew of it.
 */
function emptiedAtEnd(input: HTMLInputElement | null): () => void {
  return () => {
    if (input === null) return;
    input.value = '';
    input.remove();
  };
}

export function TextField({
  label,
  description,
  problem,
  literal = false,
  secret = false,
  ref = secret ? emptiedAtEnd : undefined,
  ...field
}: TextFieldProps): ReactElement {
  return (
    <AriaTextField
      {...field}
      className="field"
      isInvalid={problem !== undefined}
      validationBehavior="aria"
      {...(literal ? { spellCheck: 'false', autoCapitalize: 'none', autoCorrect: 'off' } : {})}
    >
      <Label className="field-label">{label}</Label>
      <Input className="field-input" dir="auto" {...(ref === undefined ? {} : { ref })} />
      {description !== undefined && (
        <Text slot="description" className="field-text">
          {description}
        </Text>
      )}
      {problem !== undefined && <FieldError className="field-problem">{problem}</FieldError>}
    </AriaTextField>
  );
}

/** A password that can be looked at while it is typed. It is never filled in from anywhere. */
export function PasswordField(props: Omit<TextFieldProps, 'type'>): ReactElement {
  const [shown, setShown] = useState(false);
  return (
    <div className="password-field">
      <TextField {...props} literal secret type={shown ? 'text' : 'password'} autoComplete="off" />
      <Button variant="quiet" onPress={() => setShown(!shown)}>
        {say(shown ? 'window.password.hide' : 'window.password.show')}
      </Button>
    </div>
  );
}

/** A one-time code, as an app shows it. */
export function CodeField(props: Pick<TextFieldProps, 'value' | 'onChange' | 'problem' | 'autoFocus'>): ReactElement {
  return (
    <TextField
      {...props}
      label={say('window.add.code')}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={32}
      literal
      secret
    />
  );
}
