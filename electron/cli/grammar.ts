import { cliHelp } from '../../shared/words/en/cli-help.ts';

/** The commands of the product page that exist by now, in the order in which people meet them. */
export const COMMANDS = [
  'probe',
  'add',
  'list',
  'backup',
  'history',
  'verify',
  'prune',
  'copies',
  'notify',
  'passwd',
  'trust',
  'remove',
  'set',
  'pause',
  'resume',
  'settings',
  'show',
  'diff',
  'log',
  'search',
  'import',
  'restore-guide',
  'doctor',
  'run',
  'demo',
] as const;
export type CommandName = (typeof COMMANDS)[number];

interface Option {
  /** In commander's notation: `--user <name>`. */
  readonly flags: string;
  readonly text: string;
  readonly required?: true;
}

type Operand = readonly [notation: string, text: string];

export interface CommandGrammar {
  /** Operand in commander's notation, such as `<address>` or `[name...]`, and what it is. */
  readonly operand?: Operand;
  /** Where there are several. */
  readonly operands?: readonly Operand[];
  readonly options: readonly Option[];
}

const { operands, options } = cliHelp;
const passwordStdin: Option = { flags: '--password-stdin', text: options.passwordStdin };
const otp: Option = { flags: '--otp <code>', text: options.otp };

/** What each command takes. Light on purpose: help is printed from it before anything else is loaded. */
export const GRAMMAR: Readonly<Record<CommandName, CommandGrammar>> = {
  probe: { operand: ['<address>', operands.address], options: [] },
  add: {
    operand: ['[address]', operands.address],
    options: [
      { flags: '--user <name>', text: options.user },
      { flags: '--name <name>', text: options.name },
      passwordStdin,
      otp,
      { flags: '--fingerprint <sha256>', text: options.fingerprint },
      { flags: '--trust-authority', text: options.trustAuthority },
      { flags: '--allow-http', text: options.allowHttp },
      { flags: '--vault <dir>', text: options.vault },
      { flags: '--group <group>', text: options.group },
      { flags: '--no-backup', text: options.noBackup },
      { flags: '--from <file>', text: options.from },
    ],
  },
  list: {
    options: [
      { flags: '--check', text: options.check },
      { flags: '--group <group>', text: options.groupOnly },
      { flags: '--state <state>', text: options.stateOnly },
      { flags: '--order <order>', text: options.order },
    ],
  },
  backup: {
    operand: ['[name...]', operands.names],
    options: [
      { flags: '--all', text: options.all },
      { flags: '--group <group>', text: options.groupOnly },
    ],
  },
  history: {
    operand: ['[name]', operands.name],
    options: [
      { flags: '--seen', text: options.seen },
      { flags: '--limit <count>', text: options.limit },
    ],
  },
  verify: {
    operand: ['[target...]', operands.targets],
    options: [{ flags: '--all', text: options.verifyAll }],
  },
  prune: { operand: ['[name]', operands.name], options: [{ flags: '--dry-run', text: options.dryRun }] },
  copies: {
    operand: ['[name]', operands.name],
    options: [{ flags: '--group <group>', text: options.groupOnly }],
  },
  notify: { options: [{ flags: '--test', text: options.testAlarms }] },
  passwd: { operand: ['<name>', operands.name], options: [passwordStdin, otp] },
  trust: {
    operand: ['<name>', operands.name],
    options: [
      { flags: '--fingerprint <sha256>', text: options.newFingerprint },
      { flags: '--authority', text: options.authority },
    ],
  },
  remove: {
    operand: ['<name>', operands.name],
    options: [{ flags: '--delete-backups', text: options.deleteBackups }],
  },
  set: {
    operands: [
      ['[name]', operands.name],
      ['[key]', operands.key],
      ['[value]', operands.value],
    ],
    options: [{ flags: '--list', text: options.listKeys }],
  },
  pause: {
    operand: ['[name]', operands.nameOrAll],
    options: [
      { flags: '--until <time>', text: options.until },
      { flags: '--group <group>', text: options.groupOnly },
    ],
  },
  resume: {
    operand: ['[name]', operands.nameOrAll],
    options: [{ flags: '--group <group>', text: options.groupOnly }],
  },
  settings: {
    operands: [
      ['<action>', operands.action],
      ['<file>', operands.settingsFile],
    ],
    options: [
      { flags: '--force', text: options.force },
      { flags: '--allow-http', text: options.allowHttpImport },
    ],
  },
  show: {
    operands: [
      ['<target>', operands.target],
      ['[backup]', operands.backup],
    ],
    options: [{ flags: '--section <section>', text: options.section }],
  },
  diff: {
    operands: [
      ['<target>', operands.target],
      ['[older]', operands.older],
      ['[newer]', operands.newer],
    ],
    options: [
      { flags: '--stat', text: options.stat },
      { flags: '--section <section>', text: options.section },
      { flags: '--exit-code', text: options.exitCode },
    ],
  },
  log: {
    operand: ['<name>', operands.name],
    options: [
      { flags: '--stat', text: options.stat },
      { flags: '--section <section>', text: options.section },
    ],
  },
  search: {
    operands: [
      ['<text>', operands.text],
      ['[name...]', operands.names],
    ],
    options: [
      { flags: '--all-backups', text: options.allBackups },
      { flags: '--section <section>', text: options.section },
    ],
  },
  import: {
    operand: ['<path...>', operands.exports],
    options: [{ flags: '--device <name>', text: options.ofDevice }],
  },
  'restore-guide': { operand: ['<target>', operands.target], options: [] },
  doctor: {
    operand: ['<target>', operands.doctor],
    options: [
      { flags: '--user <name>', text: options.doctorUser },
      passwordStdin,
      { flags: '--fingerprint <sha256>', text: options.fingerprint },
      { flags: '--allow-http', text: options.allowHttpOnce },
      { flags: '--report <file>', text: options.report },
      { flags: '--yes', text: options.reportUnseen },
      { flags: '--force', text: options.forceReport },
    ],
  },
  run: {
    options: [
      { flags: '--once', text: options.once },
      { flags: '--stop', text: options.stop },
      { flags: '--end-with-input', text: options.endWithInput },
    ],
  },
  demo: { options: [{ flags: '--profile <profile>', text: options.profile }] },
};
