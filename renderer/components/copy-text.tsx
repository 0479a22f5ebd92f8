import { useRef, useState, type ReactElement } from 'react';
import { say } from '../../shared/words/say.ts';
import { Button } from './button.tsx';

/** A text to take along, such as a report: seen before it is copied. */
export function CopyText({ label, text }: { readonly label: string; readonly text: string }): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    area.current?.select();
    // The clipboard of the web asks for a permission, which the shell refuses to every page; this needs a click alone.
    const page: { readonly execCommand: (command: 'copy') => boolean } = document;
    setCopied(page.execCommand('copy'));
  };
  return (
    <div className="copy-text">
      <textarea ref={area} className="copy-text-area" aria-label={label} value={text} readOnly rows={8} />
      <Button onPress={copy}>{say(copied ? 'window.copied' : 'window.copy')}</Button>
    </div>
  );
}
