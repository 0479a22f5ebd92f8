import type { ReactElement } from 'react';
import type { Guide, GuideSection } from '../../shared/index.ts';

/** The restore guide as a page of its own, beside the backups. */
export function GuideView({ guide }: { readonly guide: Guide }): ReactElement {
  return (
    <main>
      <h1>{guide.title}</h1>
      <GuideText guide={guide} />
    </main>
  );
}

/** All of the guide but its title, for whoever has a heading already. */
export function GuideText({ guide }: { readonly guide: Guide }): ReactElement {
  return (
    <>
      <p>{guide.intro}</p>
      <dl>
        {guide.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      {guide.sections.map((section) => (
        <Section key={section.heading} section={section} />
      ))}
    </>
  );
}

function Section({ section }: { readonly section: GuideSection }): ReactElement {
  const items = section.items.map((item) => <li key={item}>{item}</li>);
  return (
    <section>
      <h2>{section.heading}</h2>
      {section.kind === 'steps' ? <ol>{items}</ol> : <ul>{items}</ul>}
    </section>
  );
}
