/** Rules for what lies in a packed program's archive, as pure functions of its files. */
export interface PackedFile {
  /** From the root of the archive, with slashes. */
  readonly file: string;
  readonly bytes: Buffer;
}

export interface Target {
  readonly system: 'linux' | 'win32' | 'darwin';
  /** The processors that the package is for. */
  readonly processors: readonly string[];
}

const MOST_OF_A_TEXT = 20_000_000;
const TEXT = /\.(c?js|mjs|json|html|css|svg|txt|md)$/;
const NEVER: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\.map$/, 'a source map'],
  [/(^|\/)(tests?|__tests__|spec)\/|\.(test|spec)\.[cm]?[jt]sx?$/, 'a test'],
  [/\.[cm]?tsx?$/, 'source code'],
  [/(^|\/)\.(env|npmrc|git|ci|npm)/, 'a file of the developers'],
  [/\.(pem|key|p12|pfx)$/, 'a key'],
  [/\.(dss|sqlite|db|log)$/, 'data of a run'],
];
/** Words that only a secret or a developer's machine would bring along. */
const SECRETS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----(\s|\\n)+[A-Za-z0-9+/]{40}/, 'a private key'],
  [/\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=/, "a package registry's token"],
  [/\bgh[pousr]_[A-Za-z0-9]{36}\b/, "a code host's token"],
  [/^\/\/[#@] sourceMappingURL=/m, 'a reference to a source map'],
];

/** @param machine texts that must not occur, such as the folder of the project */
export function problemsIn(
  files: readonly PackedFile[],
  target: Target,
  machine: readonly string[],
): readonly string[] {
  return [...missing(files, target), ...unwanted(files, target), ...files.flatMap((file) => spoken(file, machine))];
}

function missing(files: readonly PackedFile[], target: Target): readonly string[] {
  const names = new Set(files.map(({ file }) => file));
  const description = files.find(({ file }) => file === 'package.json')?.bytes.toString('utf8') ?? '{}';
  const main = /"main":\s*"([^"]+)"/.exec(description)?.[1] ?? 'a main file named in package.json';
  const wanted = [
    ...['package.json', main, 'dist/page/index.html', 'dist/icons/app.png', 'node_modules/keytar/lib/keytar.js'],
    ...referencedByPage(files),
    ...target.processors.map((processor) => `node_modules/keytar/prebuilds/${target.system}-${processor}/keytar.node`),
  ];
  const absent = wanted.filter((file) => !names.has(file)).map((file) => `${file} is missing`);
  const icon = {
    linux: /^dist\/icons\/tray-[a-z-]+-dark\.png$/,
    win32: /tray-.*\.ico$/,
    darwin: /tray-.*Template\.png$/,
  };
  const kinds = [
    [/^dist\/preload\/.*\.cjs$/, 'the preload script'],
    [/^dist\/main\/sql-wasm\.wasm$/, 'the database engine'],
    [/^dist\/main\/liblzma\.wasm$/, 'the second unpacker of xz'],
    [/^dist\/main\/verify-thread\.js$/, 'the thread that opens archives'],
    [icon[target.system], 'the icons of the tray'],
  ] as const;
  const absentKinds = kinds.filter(([pattern]) => !files.some(({ file }) => pattern.test(file)));
  return [...absent, ...absentKinds.map(([, what]) => `${what} is missing`)];
}

/** What the page's HTML loads, by path in the archive. */
function referencedByPage(files: readonly PackedFile[]): readonly string[] {
  const html = files.find(({ file }) => file === 'dist/page/index.html')?.bytes.toString('utf8') ?? '';
  const named = [...html.matchAll(/\b(?:src|href)="(?:\.\/|\/)?([^":#?]+)"/g)].map(([, name]) => name ?? '');
  return named.map((name) => `dist/page/${name}`);
}

function unwanted(files: readonly PackedFile[], { system, processors }: Target): readonly string[] {
  const natives = new Set(
    processors.map((processor) => `node_modules/keytar/prebuilds/${system}-${processor}/keytar.node`),
  );
  return files.flatMap(({ file }) => {
    const found = NEVER.filter(([pattern]) => pattern.test(file)).map(([, what]) => `${file} is ${what}`);
    if (file.startsWith('node_modules/keytar/prebuilds/') && !natives.has(file)) {
      found.push(`${file} is for another system or processor`);
    }
    if (!/^(package\.json|LICENSE|dist\/(main|preload|page|icons)\/.*|node_modules\/keytar\/.*)$/.test(file)) {
      found.push(`${file} does not belong into the program`);
    }
    return found;
  });
}

function spoken({ file, bytes }: PackedFile, machine: readonly string[]): readonly string[] {
  if (!TEXT.test(file) || bytes.length > MOST_OF_A_TEXT) return [];
  const text = bytes.toString('utf8');
  return [
    ...SECRETS.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${file} holds ${what}`),
    ...machine.filter((word) => text.includes(word)).map((word) => `${file} names this machine: ${word}`),
  ];
}
