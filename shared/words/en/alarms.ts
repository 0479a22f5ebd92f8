/** Words of `electron/alarms`: what is told outside, and what went wrong on the way there. */
export const alarms = {
  'alarms.url.empty': 'The address is empty.',
  'alarms.url.blank': 'The address has a blank or an unprintable character in it.',
  'alarms.url.long': 'The address is longer than {most} characters.',
  'alarms.url.broken': 'That is not a web address.',
  'alarms.url.scheme': 'The address does not begin with https://.',
  'alarms.url.cleartext': 'Plain http:// is only for addresses on your own network.',
  'alarms.url.no-path': 'The address names a server, but nothing on it.',
  'alarms.url.own-ending': 'The address ends in /{ending}, which Routerkeep adds by itself.',
  'alarms.url.topic': 'The address does not end in the name of an ntfy topic.',
  'alarms.url.credentials': 'The user name or password in the address is not encoded as addresses demand.',
  'alarms.remedy.ping':
    'Give the address that the monitoring service shows for the check, such as https://hc-ping.com/ and what follows there.',
  'alarms.remedy.webhook': 'Give the whole address that takes the messages, beginning with https://.',
  'alarms.remedy.ntfy':
    'Give the server and the topic, such as https://ntfy.sh/ and the topic you chose (letters, digits, - and _).',

  'alarms.problem.dns': 'The name {host} cannot be found.',
  'alarms.problem.refused': 'Nothing answers at {host}.',
  'alarms.problem.no-way': 'There is no way to {host} from this network.',
  'alarms.problem.timeout': '{host} did not answer in time.',
  'alarms.problem.reset': 'The connection to {host} was cut.',
  'alarms.problem.expired':
    'The certificate of {host} has expired or is not valid yet, or the clock of this computer is wrong.',
  'alarms.problem.other-name': 'The certificate of {host} is for another name.',
  'alarms.problem.untrusted':
    'No authority known to this computer vouches for the certificate of {host}. Install its authority in the system.',
  'alarms.problem.no-tls': '{host} does not speak TLS there, or only an outdated kind.',
  'alarms.problem.no-http': '{host} does not speak HTTP there.',
  'alarms.problem.proxy': 'The proxy gave no way to {host}.',
  'alarms.problem.not-local':
    '{host} is not on your own network, so it is not addressed over plain HTTP. Use its https address.',
  'alarms.problem.redirect':
    '{host} sends visitors on to {other}. Messages do not follow; if it is right, give that address.',
  'alarms.problem.redirect-here':
    '{host} sends visitors on to another of its addresses. Messages do not follow; give that one.',
  'alarms.problem.status': '{host} did not accept the message (HTTP status {status}).',
  'alarms.problem.unknown-check': '{host} does not know this check. Copy its address again.',
  'alarms.problem.rate-limited': '{host} ignored the message because too many arrived.',
  'alarms.problem.no-address': 'The address of this alarm cannot be read at the moment.',
  'alarms.problem.other': 'The message to {host} could not be sent ({detail}).',

  'alarms.title.failing': '{name}: backup fails',
  'alarms.title.needs-you': '{name}: backup needs you',
  'alarms.title.overdue': '{name}: backup overdue',
  'alarms.title.copies-overdue': '{name}: second place behind',
  'alarms.title.copies-recovered': '{name}: second place up to date again',
  'alarms.title.stored-damaged': '{name}: stored backup damaged',
  'alarms.title.stored-sound': '{name}: stored backups sound again',
  'alarms.title.recovered': '{name}: backed up again',
  'alarms.title.test': 'Routerkeep: test',
  'alarms.text.failing': 'The backup failed: {reason}. Routerkeep goes on trying.',
  'alarms.text.needs-you':
    'Routerkeep cannot go on by itself: {reason}. Open it, or run "routerkeep list", to see what to do.',
  'alarms.text.overdue':
    'A planned backup did not take place. See that the computer with Routerkeep runs and reaches the device.',
  'alarms.text.copies-overdue':
    '{behind, plural, one {# backup is} other {# backups are}} not yet in {place}. See that this place is connected.',
  'alarms.text.copies-recovered': 'Every backup that belongs in {place} is there again.',
  'alarms.text.stored-damaged':
    '{damaged, plural, one {One stored backup is} other {# stored backups are}} damaged or missing. The others are untouched; look after the disk.',
  'alarms.text.stored-sound': 'Every stored backup was read and is as it was stored.',
  'alarms.text.recovered': 'The backup works again.',
  'alarms.text.test': 'This is a test. Routerkeep reports failures and recoveries here.',
  'alarms.last-verified': 'Last verified backup: {when}.',
  'alarms.never-verified': 'There is no verified backup yet.',

  'alarms.signal.start': '{name}: backup started, {when}.',
  'alarms.signal.success': '{name}: backup verified, {size}, {change}, {seconds, number} s, {when}.',
  'alarms.signal.fail': '{name}: backup failed, {reason}, {when}.',
  'alarms.signal.test': 'Test by Routerkeep. It says nothing about a backup.',
  'alarms.change.first': 'the first one',
  'alarms.change.changed': 'settings changed',
  'alarms.change.unchanged': 'nothing changed',

  'alarms.view.nothing': '{host}: nothing sent yet',
  'alarms.view.delivered': '{host}: delivered {when}',
  'alarms.view.failed': '{host}: not delivered {when}: {problem}',
  'alarms.view.waiting': ' ({waiting, number} waiting)',

  'alarms.reason.unreachable': 'the device cannot be reached',
  'alarms.reason.identity': 'the device shows another identity than the trusted one, so nothing was sent to it',
  'alarms.reason.sign-in': 'the device refused the sign-in',
  'alarms.reason.device': 'the device did not do what was asked of it',
  'alarms.reason.unsound': 'what the device sent is no sound backup',
  'alarms.reason.vault': 'the backup could not be stored',
  'alarms.reason.copy': 'the copy could not be stored',
  'alarms.reason.secret': 'the password cannot be read on the computer with Routerkeep',
  'alarms.reason.settings': 'the settings of Routerkeep cannot be used',
  'alarms.reason.busy': 'another Routerkeep is working on the device',
  'alarms.reason.cancelled': 'it was cancelled',
  'alarms.reason.internal': 'something went wrong inside Routerkeep',
} as const;
