import type { SyntheticEvent, ReactElement, ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { say } from '../../shared/words/say.ts';
import { Button } from './button.tsx';

/** A question over the page. Escape and a click beside it close it. */
export function Dialog({
  title,
  onClose,
  children,
  wide = false,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}): ReactElement {
  return (
    <ModalOverlay className="dialog-backdrop" isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={wide ? 'dialog dialog-wide' : 'dialog'}>
        <AriaDialog className="dialog-body">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A dialog that is filled in: Enter sends it, `Cancel` closes it. */
export function FormDialog({
  title,
  action,
  danger = false,
  isPending = false,
  canSend = true,
  onSend,
  onClose,
  children,
  extra,
}: {
  readonly title: string;
  /** The word on the button. */
  readonly action: string;
  readonly danger?: boolean;
  readonly isPending?: boolean;
  readonly canSend?: boolean;
  readonly onSend: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** A further button, to the left. */
  readonly extra?: ReactNode;
}): ReactElement {
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (canSend && !isPending) onSend();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={send} noValidate>
        {children}
        <div className="dialog-buttons">
          {extra !== undefined && <div className="dialog-extra">{extra}</div>}
          <Button onPress={onClose}>{say('window.cancel')}</Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} isDisabled={!canSend} isPending={isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
