import path from 'node:path';

/** Where the built parts lie beside the built main process. */
export interface BuiltParts {
  readonly preload: string;
  readonly page: string;
  readonly icons: string;
  /** Of everything that is bundled: one file for each of the builds. */
  readonly licences: readonly string[];
}

/** @param main folder of the built main process */
export function builtParts(main: string): BuiltParts {
  const dist = path.dirname(main);
  return {
    preload: path.join(dist, 'preload', 'preload.cjs'),
    page: path.join(dist, 'page'),
    icons: path.join(dist, 'icons'),
    licences: [path.join(main, 'licences.md'), path.join(dist, 'page', 'licences.md')],
  };
}
