import type { ReactElement, ReactNode } from 'react';
import {
  Button as AriaButton,
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
  Separator,
  SubmenuTrigger,
} from 'react-aria-components';

export type MenuEntry =
  | { readonly id: string; readonly text: string; readonly onAction: () => void; readonly danger?: boolean }
  | { readonly id: string; readonly text: string; readonly entries: readonly MenuEntry[] }
  | { readonly id: string; readonly separator: true };

/** A button that opens a list of things to do. `label` names the button where its face is three dots. */
export function Menu({
  label,
  face,
  entries,
  isDisabled = false,
}: {
  readonly label: string;
  /** Absent: three dots. */
  readonly face?: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly isDisabled?: boolean;
}): ReactElement {
  return (
    <MenuTrigger>
      <AriaButton
        className={face === undefined ? 'button menu-dots' : 'button'}
        data-variant={face === undefined ? 'quiet' : 'plain'}
        isDisabled={isDisabled}
        {...(face === undefined ? { 'aria-label': label } : {})}
      >
        {face ?? <Dots />}
      </AriaButton>
      <Popover className="menu-popover" placement="bottom end">
        <Entries label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}

function Entries({ label, entries }: { readonly label: string; readonly entries: readonly MenuEntry[] }): ReactElement {
  return (
    <AriaMenu className="menu" aria-label={label}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </AriaMenu>
  );
}

function Entry({ entry }: { readonly entry: MenuEntry }): ReactElement {
  if ('separator' in entry) return <Separator className="menu-separator" />;
  if ('onAction' in entry) {
    return (
      <MenuItem
        id={entry.id}
        className="menu-item"
        textValue={entry.text}
        onAction={entry.onAction}
        data-danger={entry.danger === true ? '' : undefined}
      >
        {entry.text}
      </MenuItem>
    );
  }
  return (
    <SubmenuTrigger>
      <MenuItem id={entry.id} className="menu-item" textValue={entry.text}>
        {entry.text}
        <span className="menu-more" aria-hidden="true" />
      </MenuItem>
      <Popover className="menu-popover">
        <Entries label={entry.text} entries={entry.entries} />
      </Popover>
    </SubmenuTrigger>
  );
}

function Dots(): ReactElement {
  return (
    <svg viewBox="0 0 16 16" className="dots" aria-hidden="true" focusable="false">
      <path d="M3 8 h.01 M8 8 h.01 M13 8 h.01" />
    </svg>
  );
}
