import type { ReactElement, ReactNode } from 'react';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** Names and values, one a line. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactElement {
  return (
    <dl className="facts">
      {facts.map(({ label, value }) => (
        <div key={label} className="fact">
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** SHA-256 in groups of four, fit to be compared by eye. */
export function Fingerprint({ sha256 }: { readonly sha256: string }): ReactElement {
  const groups =
    sha256
      .replaceAll(':', '')
      .toUpperCase()
      .match(/.{1,4}/g) ?? [];
  return (
    <code className="fingerprint" data-sha256={sha256}>
      {groups.map((group, index) => (
        <span key={`${String(index)} ${group}`}>{`${group} `}</span>
      ))}
    </code>
  );
}
