/**
 * The help pages of the terminal program: plain texts without placeholders, kept apart from the other words so that
 * `--help` starts without the message formatter.
 */
export const cliHelp = {
  program:
    'Backs up the configuration of Synology routers (SRM) and NAS devices (DSM), and proves each backup by opening it.',
  usage: '[--home DIR] [--json] COMMAND ...',
  examplesTitle: 'Examples:',
  programExamples: [
    'routerkeep demo                            see it work with a simulated router',
    'routerkeep add 192.168.1.1 --user backup   add your router and back it up',
    'routerkeep backup --all                    back up every device now',
  ],
  /** Wrapped by hand: lines of at most 79 characters. */
  programNotes: [
    'An address is [https://|http://]HOST[:PORT]. Without scheme and port, https on',
    '8001 and then on 5001 is tried. A password is asked for, or read from standard',
    'input with --password-stdin; it is never an argument.',
    '',
    'Progress goes to standard error: a bar on a terminal, else one line for each',
    'step; with --json only the bar.',
    '',
    'Exit codes: 0 done; 1 failed, may work later; 2 wrong usage; 3 needs you;',
    '4 a stored archive is damaged; 130 interrupted.',
    '',
    'Where there is no keychain: ROUTERKEEP_SECRETS=file keeps the passwords in the',
    'home, encrypted under ROUTERKEEP_MASTER_KEY or the content of',
    'ROUTERKEEP_MASTER_KEY_FILE.',
  ],
  globals: {
    json: 'print exactly one JSON object on standard output',
    home: 'folder for settings and history (else ROUTERKEEP_HOME, else the one of your system)',
    help: 'show help',
    version: 'show the version',
  },
  operands: {
    address: 'https://HOST:PORT, or only the name or IP address of the device',
    names: 'names of devices, as "routerkeep list" shows them',
    name: 'name of a device, as "routerkeep list" shows it',
    target: 'name of a device, or a stored .dss file',
    backup: 'file name of a backup, or a day such as 2026-11-20; else the newest',
    older: 'the older backup: file name or day; else the one before the newer',
    newer: 'the newer backup: file name or day; else the newest',
    exports: 'exported .dss files, or folders that hold some',
    text: 'what to look for; upper and lower case are alike, and secrets cannot be found',
    targets: 'names of devices, or stored .dss files',
    doctor: 'name of a device you added, or an address',
    key: 'which setting; "routerkeep set --list" names them',
    value: 'its new value; "default" takes it back, - reads it from standard input',
    action: 'export or import',
    settingsFile: 'the file; - is standard output or standard input',
    nameOrAll: 'name of a device; without it everything',
    command: 'a command',
  },
  options: {
    user: 'account on the device; an administrator account of its own is best',
    name: 'what to call the device',
    passwordStdin: 'read the password from standard input (its first line)',
    ofDevice: 'the device they are of; else the archives have to make it clear',
    allBackups:
      'look into every backup, and say since when and until when it stands there; else the newest of each device',
    stat: 'only count the changes by section',
    section: 'only this section, such as users, wifi or firewall',
    exitCode: 'exit with 1 where something changed',
    otp: 'one-time code of the account’s 2-step verification',
    fingerprint: 'trust exactly the certificate with this SHA-256 fingerprint',
    trustAuthority: 'trust whatever an authority this computer knows vouches for under that name; renewals pass',
    authority: 'from now on trust whatever an authority this computer knows vouches for under its name; renewals pass',
    allowHttp: 'allow plain HTTP for this device; others on the network can listen',
    allowHttpOnce: 'sign in over plain HTTP too, if that is how the address answers',
    vault: 'folder to keep the backups of this device in',
    group: 'group the device belongs to',
    noBackup: 'only add the device; do not back it up yet',
    all: 'every device',
    groupOnly: 'the devices of this group',
    stateOnly: 'the devices in this state: needs-you, failing, overdue, never, running, paused or protected',
    order: 'state (the worst first, if nothing is given), name or added',
    limit: 'show the newest so many',
    check: 'exit 3 if a device needs you, 1 if one is not safe',
    stop: 'end the one that runs the schedule of this home, and wait for that',
    endWithInput: 'end when standard input does, as when the program that started it is gone',
    once: 'do what is due now, then end (for cron and other timers)',
    verifyAll: 'the backups of every device (the default)',
    dryRun: 'only show what would be deleted',
    seen: 'you have seen what is noted about the newest backup, such as that it is much smaller',
    testAlarms: 'send a test to each of them now',
    newFingerprint: 'the fingerprint that the device itself shows',
    deleteBackups: 'delete its backups too',
    doctorUser: 'account to sign in with',
    report:
      'also export once and write a report for the people who make Routerkeep, without names, addresses and values; it is shown first',
    reportUnseen: 'write the report without showing it (where nobody can be asked)',
    forceReport: 'let a report replace a file that is there',
    from: 'add the devices of a CSV file; its first line names the columns: address, user, name, group, fingerprint, vault, allow-http',
    allowHttpImport: 'take devices over plain HTTP too; others on the network can listen',
    force: 'let an export replace a file that is there',
    listKeys: 'name all settings with their meaning',
    until: 'when it ends by itself: 2h, 3 days, 18:00, monday 07:00, 2026-12-24 18:00',
    profile: 'what to simulate: srm-strict, srm-lenient, dsm5, dsm6 or dsm7',
  },
  commands: {
    probe: {
      summary: 'look at an address without signing in',
      example: 'routerkeep probe 192.168.1.1',
    },
    add: {
      summary: 'add a device and make its first backup',
      example: 'routerkeep add 192.168.1.1 --user backup --name "Office router"',
    },
    list: {
      summary: 'show devices and the age of their last verified backup',
      example: 'routerkeep list',
    },
    backup: {
      summary: 'back up now',
      example: 'routerkeep backup "Office router"',
    },
    history: {
      summary: 'show runs and backups',
      example: 'routerkeep history "Office router"',
    },
    verify: {
      summary: 'open and check stored archives, also ones Routerkeep does not know',
      example: 'routerkeep verify old-exports/SynologyRouter_20240101.dss',
    },
    prune: {
      summary: 'delete backups that retention no longer keeps',
      example: 'routerkeep prune --dry-run',
    },
    copies: {
      summary: 'bring second places up to date and show how they stand',
      example: 'routerkeep copies "Office router"',
    },
    notify: {
      summary: 'show the alarms outside this computer, and whether they arrive',
      example: 'routerkeep notify --test',
    },
    passwd: {
      summary: 'store a new password for a device, after one sign-in that proves it',
      example: 'routerkeep passwd "Office router"',
    },
    trust: {
      summary: 'accept a changed certificate after you compared it on the device',
      example: 'routerkeep trust "Office router" --fingerprint AB:CD:...',
    },
    remove: {
      summary: 'forget a device; its backups stay unless you say otherwise',
      example: 'routerkeep remove "Office router"',
    },
    set: {
      summary: 'show or change settings of a device, or for all',
      example: 'routerkeep set schedule "weekdays 03:00"',
    },
    pause: {
      summary: 'stop scheduled runs for a while',
      example: 'routerkeep pause "Office router" --until "monday 07:00"',
    },
    resume: {
      summary: 'start scheduled runs again',
      example: 'routerkeep resume "Office router"',
    },
    settings: {
      summary: 'move everything but secrets to another computer',
      example: 'routerkeep settings export routerkeep-settings.json',
    },
    show: {
      summary: 'show what stands in a backup: users, network, services, rules',
      example: 'routerkeep show "Office router" --section wifi',
    },
    diff: {
      summary: 'show what changed between two backups, in words',
      example: 'routerkeep diff "Office router" 2026-11-01 2026-11-20',
    },
    log: {
      summary: 'show what changed from backup to backup of a device, newest first',
      example: 'routerkeep log "Office router" --section firewall',
    },
    search: {
      summary: 'find words in what the backups hold: an address, a name, a port',
      example: 'routerkeep search 00:11:32:aa:bb:cc --all-backups',
    },
    import: {
      summary: 'take old exports over as backups; the files stay where they are',
      example: 'routerkeep import ~/Downloads --device "Office router"',
    },
    'restore-guide': {
      summary: 'print how to restore a backup, step by step',
      example: 'routerkeep restore-guide "Office router"',
    },
    doctor: {
      summary: 'find out, step by step, why signing in fails',
      example: 'routerkeep doctor 192.168.1.1 --user backup',
    },
    run: {
      summary: 'run the schedule in the foreground, for servers and containers',
      example: 'routerkeep run --json',
    },
    demo: {
      summary: 'show the whole job with a simulated router, on this computer only',
      example: 'routerkeep demo --profile dsm7',
    },
    help: {
      summary: 'show help for a command',
      example: 'routerkeep help backup',
    },
  },
} as const;
