/** A protection taken out on purpose: tests that stay green without it do not guard it. */
export interface Mutant {
  /** The protection, as a noun. */
  readonly name: string;
  /** From the project's root, with slashes. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly text: string;
  readonly instead: string;
  /** Test files of which one must fail. */
  readonly tests: readonly string[];
}

/** Mutants of one file, by name: the text, what takes its place (nothing, where it is left out), and other tests than those given. */
export function mutantsOf(
  file: string,
  tests: readonly string[],
  mutants: Readonly<Record<string, readonly [text: string, instead?: string, tests?: readonly string[]]>>,
): readonly Mutant[] {
  return Object.entries(mutants).map(([name, [text, instead = '', others = tests]]) => ({
    name,
    file,
    text,
    instead,
    tests: others,
  }));
}

/** The source with its protection taken out. @throws where the text does not stand there exactly once */
export function mutate(source: string, { name, file, text, instead }: Mutant): string {
  const parts = source.split(text);
  if (parts.length !== 2) throw new Error(`${file} has the text of the mutant "${name}" ${parts.length - 1} times`);
  return parts.join(instead);
}
