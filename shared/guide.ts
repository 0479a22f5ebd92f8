import type { Product } from './models.ts';
import { say } from './words/say.ts';

/** What a restore guide is filled in with. */
export interface GuideFacts {
  readonly product: Product;
  readonly deviceName: string;
  /** `https://192.168.1.1:8001`; absent for a file of an unknown device. */
  readonly origin?: string;
  readonly model?: string;
  readonly firmware?: string;
  readonly file: string;
  readonly folder: string;
  /** ISO 8601; absent where nobody recorded it. */
  readonly takenAt?: string;
  readonly sha256: string;
}

export interface GuideSection {
  readonly heading: string;
  /** `steps` are numbered, `points` are not. */
  readonly kind: 'steps' | 'points';
  readonly items: readonly string[];
}

/** The guide as data, so that terminal, window and the page beside the backups say the same. */
export interface Guide {
  readonly title: string;
  readonly intro: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly GuideSection[];
}

export function restoreGuide(facts: GuideFacts): Guide {
  return {
    title: say('guide.title', { name: facts.deviceName }),
    intro: say('guide.intro'),
    facts: factsOf(facts),
    sections: facts.product === 'SRM' ? srmSections(facts) : dsmSections(facts),
  };
}

/** The guide for a terminal. */
export function guideAsText(guide: Guide): string {
  const width = Math.max(...guide.facts.map(({ label }) => label.length));
  const facts = guide.facts.map(({ label, value }) => `  ${label.padEnd(width)}  ${value}`);
  const sections = guide.sections.flatMap(({ heading, kind, items }) => [
    '',
    heading,
    ...items.map((item, index) => (kind === 'steps' ? `  ${index + 1}. ${item}` : `  - ${item}`)),
  ]);
  return [guide.title, '', guide.intro, '', ...facts, ...sections, ''].join('\n');
}

function factsOf(facts: GuideFacts): Guide['facts'] {
  const device = facts.model === undefined ? facts.deviceName : `${facts.deviceName} (${facts.model})`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [say('guide.fact.device'), device],
    [say('guide.fact.address'), facts.origin],
    [say('guide.fact.file'), facts.file],
    [say('guide.fact.folder'), facts.folder],
    [say('guide.fact.taken'), facts.takenAt === undefined ? undefined : inWords(facts.takenAt)],
    [say('guide.fact.firmware'), facts.firmware],
    [say('guide.fact.sha256'), facts.sha256],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

/**
 * Local time, as people write it: "Friday 20 November 2026 at 03:00". From our own words: the platform's formatter takes
 * 16 ms and 10 MB to start, in every backup.
 */
function inWords(instant: string): string {
  const date = new Date(instant);
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return say('guide.moment', {
    weekday: say('guide.moment.weekdays').split(' ')[date.getDay()] ?? '',
    day: date.getDate(),
    month: say('guide.moment.months').split(' ')[date.getMonth()] ?? '',
    year: date.getFullYear(),
    time: `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`,
  });
}

function srmSections(facts: GuideFacts): readonly GuideSection[] {
  return [
    points('guide.need.heading', [say('guide.need.computer'), say('guide.need.account'), say('guide.need.time.srm')]),
    points('guide.back.heading', [say('guide.back.srm')]),
    points('guide.not.heading', [say('guide.not.srm')]),
    steps([
      say('guide.step.connect.srm'),
      ...openAndCompare(facts),
      say('guide.step.menu.srm'),
      ...chooseAndWait(facts),
      say('guide.step.after.srm'),
    ]),
    ...closing(),
  ];
}

function dsmSections(facts: GuideFacts): readonly GuideSection[] {
  return [
    points('guide.need.heading', [say('guide.need.computer'), say('guide.need.account'), say('guide.need.time')]),
    points('guide.back.heading', [say('guide.back.dsm')]),
    points('guide.not.heading', [say('guide.not.dsm')]),
    steps([
      say('guide.step.connect.dsm'),
      ...openAndCompare(facts),
      say('guide.step.menu.dsm'),
      ...chooseAndWait(facts),
      say('guide.step.after.dsm'),
    ]),
    ...closing(),
  ];
}

function openAndCompare({ origin, firmware }: GuideFacts): readonly string[] {
  return [
    ...(origin === undefined ? [] : [say('guide.step.open', { origin })]),
    ...(firmware === undefined ? [] : [say('guide.step.firmware', { firmware })]),
  ];
}

function chooseAndWait({ file }: GuideFacts): readonly string[] {
  return [say('guide.step.choose', { file }), say('guide.step.confirm'), say('guide.step.wait')];
}

function closing(): readonly GuideSection[] {
  return [
    points('guide.other.heading', [say('guide.other.replacement'), say('guide.other.model')]),
    points('guide.secret.heading', [say('guide.secret.text')]),
  ];
}

function points(
  heading:
    'guide.need.heading' | 'guide.back.heading' | 'guide.not.heading' | 'guide.other.heading' | 'guide.secret.heading',
  items: readonly string[],
): GuideSection {
  return { heading: say(heading), kind: 'points', items };
}

function steps(items: readonly string[]): GuideSection {
  return { heading: say('guide.steps.heading'), kind: 'steps', items };
}
