/** The names of the values an ICU message takes, read from its text by the type checker: `{host}`, `{count, plural, ...}`. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Inner}}${infer Rest}`
  ? NameOf<Inner> | Placeholders<Rest>
  : never;

type NameOf<Inner extends string> = Inner extends `${infer Name},${string}`
  ? Name extends `${string} ${string}`
    ? never
    : Name
  : Inner extends `${string} ${string}` | ''
    ? never
    : Inner;

/** What must be given to say `Text`: nothing, or one value for each of its placeholders. */
export type ValuesFor<Text extends string> = [Placeholders<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholders<Text>, string | number | Date>>];
