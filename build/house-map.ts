import { isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * Who may import whom (ARCHITECTURE.md), as a pure function of two paths. Files need not exist, so a rule holds for
 * rooms that are still to be built. Every folder of electron/ that is not named here is a room below the keeper.
 * `platform` is the floor below the rooms: all of them stand on it, and it knows nothing of ours.
 */
type Area =
  | 'shared'
  | 'platform'
  | `room ${string}`
  | 'keeper'
  | 'compose'
  | 'cli'
  | 'shell'
  | 'main'
  | 'preload'
  | 'renderer'
  | 'simulator'
  | 'test'
  | 'build'
  | 'root';

/** The files of the product that start the simulated device: for the terminal's demo and for the window's. */
const DEMOS: readonly string[] = ['electron/cli/demo.ts', 'electron/compose/demo-router.ts'];
/** The restore guide is rendered outside the window too: to the page beside the backups. */
const GUIDE_PAGE = 'renderer/guide/page.tsx';

/**
 * Why a file may not import something; undefined when it may.
 * @param importer path of the file from the root of the project, with slashes
 * @param specifier what stands behind `from`
 */
export function objection(importer: string, specifier: string): string | undefined {
  const from = areaOf(importer);
  if (!specifier.startsWith('.')) return objectionToPackage(from, specifier);
  const target = path.posix.join(path.posix.dirname(importer), specifier);
  if (target.startsWith('../')) return 'This lies outside the project.';
  const to = areaOf(target);
  if (from === to || from === 'test') return undefined;
  if (!reachable(from, to, importer, target)) return `${from} does not import ${to} (ARCHITECTURE.md).`;
  return isFace(to, target) ? undefined : `Enter ${to} through its index.`;
}

function objectionToPackage(from: Area, specifier: string): string | undefined {
  if (/^(\/|file:|data:|https?:)/.test(specifier)) return 'Import packages by name and our own files by relative path.';
  const isElectron = specifier === 'electron' || specifier.startsWith('electron/');
  if (isElectron && !['shell', 'main', 'preload', 'test', 'build'].includes(from)) {
    return 'Only the shell, main.ts and preload.ts import electron.';
  }
  if (isBuiltin(specifier) && ['shared', 'renderer', 'preload'].includes(from)) return `${from} is free of Node.`;
  return undefined;
}

function areaOf(file: string): Area {
  const [top, folder, ...rest] = file.split('/');
  const inFolder = rest.length > 0;
  switch (top) {
    case 'shared':
    case 'renderer':
    case 'build':
      return top;
    case 'test':
      return folder === 'device-simulator' && inFolder ? 'simulator' : 'test';
    case 'electron':
      if (!inFolder) return folder === 'preload.ts' ? 'preload' : 'main';
      return isInside(folder) ? folder : `room ${folder ?? ''}`;
    default:
      return 'root';
  }
}

const NAMED = ['platform', 'keeper', 'cli', 'shell', 'compose'] as const;

function isInside(folder: string | undefined): folder is (typeof NAMED)[number] {
  return NAMED.some((name) => name === folder);
}

function reachable(from: Area, to: Area, importer: string, target: string): boolean {
  const isRoom = to.startsWith('room ');
  if (to === 'platform') return !['shared', 'renderer', 'preload', 'simulator', 'build', 'root'].includes(from);
  switch (from) {
    case 'shared':
    case 'platform':
    case 'simulator':
      return false;
    case 'renderer':
    case 'preload':
      return to === 'shared';
    case 'keeper':
      return to === 'shared' || isRoom;
    case 'cli':
      if (DEMOS.includes(importer) && to === 'simulator') return true;
      return to === 'shared' || to === 'keeper' || to === 'compose' || target === 'package.json';
    case 'compose':
      if (DEMOS.includes(importer) && to === 'simulator') return true;
      return isRoom || to === 'shared' || to === 'keeper' || target === GUIDE_PAGE || target === 'package.json';
    case 'shell':
      return to === 'shared' || to === 'keeper' || target === 'package.json';
    case 'main':
      return ['shared', 'keeper', 'shell', 'compose'].includes(to) || target === 'package.json';
    case 'build':
      return target === 'package.json';
    case 'root':
      return to === 'build';
    case 'test':
      return true;
    default:
      // A room below the keeper.
      return to === 'shared';
  }
}

/** Rooms and faces are entered by their index or their types; the language and the floor are open everywhere. */
function isFace(area: Area, target: string): boolean {
  if (['shared', 'platform', 'renderer', 'build', 'root'].includes(area)) return true;
  if (area === 'simulator') return target === 'test/device-simulator/index.ts';
  const folder = area.startsWith('room ') ? area.slice('room '.length) : area;
  return target === `electron/${folder}/index.ts` || target === `electron/${folder}/types.ts`;
}
