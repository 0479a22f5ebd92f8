import { format } from 'prettier';
import { AREA_TITLES, FAULT_NAMES, faultWords, type Area, type FaultName } from './catalogue.ts';

/** One promise under one fault. */
export interface FaultRow {
  readonly name: FaultName;
  /** What holds all the same: the test's full name. */
  readonly promise: string;
  /** The test file, from the project's root, with slashes. */
  readonly file: string;
}

const HEAD = `# Faults, and what becomes of them

Written by the tests themselves: \`ROUTERKEEP_FAULTS=write npx vitest run\`, with all test files or some, brings it up to date, and a whole run
of the tests fails where it is not. Each row was seen to hold: its test proves that the fault happened, and what became of it.
`;

/** The page, with a table for each area. */
export async function renderTable(rows: readonly FaultRow[]): Promise<string> {
  const sections = (Object.keys(AREA_TITLES) as Area[]).map((area) => {
    const lines = FAULT_NAMES.filter((name) => name.startsWith(`${area}/`)).flatMap((name) =>
      rows
        .filter((row) => row.name === name)
        .map(({ promise, file }) => `| ${faultWords(name)} | ${cell(promise)} | \`${file}\` |`)
        .sort(),
    );
    return [
      '',
      `## ${AREA_TITLES[area]}`,
      '',
      '| fault | what holds | where |',
      '| --- | --- | --- |',
      ...new Set(lines),
    ];
  });
  return await format([HEAD, ...sections.flat(), ''].join('\n'), { parser: 'markdown', printWidth: 150 });
}

/** The rows of a page that `renderTable` wrote. */
export function readTable(page: string): readonly FaultRow[] {
  return page.split('\n').flatMap((line) => {
    // Cut at the bars: an expression would try each of the thousands of blanks before one.
    const [words, promise, place] = line
      .split('|')
      .slice(1, -1)
      .map((each) => each.trim());
    const file = /^`(.+)`$/.exec(place ?? '')?.[1];
    const name = FAULT_NAMES.find((each) => faultWords(each) === words);
    return name === undefined || promise === undefined || file === undefined ? [] : [{ name, promise, file }];
  });
}

/** Nobody reads on, and the table would be padded to the longest name. */
const LONGEST = 300;

/** Test names hold anything; in the table they are plain words. */
const cell = (text: string): string =>
  text
    .replaceAll(/[|`*_<>\\[\]]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .slice(0, LONGEST)
    // Half a character, cut here or in the name of a test, would not come back from the file as it was written.
    .toWellFormed()
    .trim();
