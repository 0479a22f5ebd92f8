/**
 * Words of the sign-in diagnosis. Menu paths: SRM from a field report and the RT2600ac manual (R), DSM inferred (I).
 */
export const doctor = {
  'doctor.skipped': 'Not tried, because an earlier step failed.',

  'doctor.reach.title': 'Reach',
  'doctor.reach.tried': 'Connecting to {origin}.',
  'doctor.reach.ok': '{address} answers.',

  'doctor.tls.title': 'Certificate',
  'doctor.tls.tried': 'Looking at the certificate (SHA-256 {fingerprint}).',
  'doctor.tls.tried.http': 'Connecting over plain HTTP.',
  'doctor.tls.known': 'It is the trusted one.',
  'doctor.tls.system': 'The authorities this computer trusts vouch for it (issuer {issuer}).',
  'doctor.tls.given': 'It is the one whose fingerprint you gave.',
  'doctor.tls.untrusted': 'Nobody vouches for it yet, which is normal for a router or NAS in its delivery state.',
  'doctor.tls.untrusted.click': 'Compare the fingerprint at {place}, then repeat with --fingerprint.',
  'doctor.tls.http':
    'Others on the network can listen. The password travels in an encrypted envelope, the session does not.',
  'doctor.tls.http.click': 'Use https instead, port 8001 on SRM, 5001 on DSM.',

  'doctor.product.title': 'Product',
  'doctor.product.tried': 'Asking for the list of programming interfaces (SYNO.API.Info), without signing in.',
  'doctor.product.ok':
    'This is {product}; it lists {count, plural, one {one interface} other {# interfaces}}. What shows it: {seen}.',
  'doctor.product.guess':
    'Probably {product}; it lists {count, plural, one {one interface} other {# interfaces}}. What was seen: {seen}. The sign-in and the first backup settle it.',
  'doctor.product.nothing': 'nothing that tells one from the other',

  'doctor.versions.title': 'Interface versions',
  'doctor.versions.tried': 'Looking up SYNO.API.Auth and SYNO.Backup.Config.Backup in the list.',
  'doctor.versions.ok':
    'Sign-in is offered in versions {from} to {to}; version {used} is used. A wrong version is not the cause of trouble here. Configuration backup is offered.',
  'doctor.versions.page':
    'This is an older DSM without a usable sign-in interface; its web page is used. Configuration backup is offered.',
  'doctor.versions.none': 'Configuration backup is not offered.',
  'doctor.versions.none.click':
    'Update the firmware: Control Panel > System (SRM) or Control Panel > Update & Restore (DSM).',

  'doctor.encryption.title': 'Encryption',
  'doctor.encryption.tried': 'Looking up SYNO.API.Encryption in the list.',
  'doctor.encryption.ok': 'The device hands out a key; the password travels in an encrypted envelope.',
  'doctor.encryption.tls': 'The device hands out no key; the password travels inside TLS alone.',
  'doctor.encryption.none':
    'The device hands out no key, and plain HTTP would show the password to everybody on the network.',

  'doctor.sign-in.title': 'Sign-in',
  'doctor.sign-in.tried': 'Signing in as {user} by POST, session name "webui", {form}.',
  'doctor.sign-in.tried.two':
    'Signing in as {user} by POST, session name "webui", once with the encrypted envelope and once in plain form inside TLS.',
  'doctor.form.envelope': 'password in the encrypted envelope',
  'doctor.form.plain': 'password in plain form inside TLS',
  'doctor.form.page': 'through the web page’s own sign-in',
  'doctor.sign-in.ok': 'Accepted. User name, password and form are right.',
  'doctor.sign-in.only-plain':
    'Accepted only in plain form inside TLS; the envelope was refused. Routerkeep remembers that.',
  'doctor.sign-in.not-these':
    '{message} Session name, interface version, GET or POST, cookies and spelling of special characters are not the cause: Routerkeep sends the forms that are known to work.',
  'doctor.sign-in.no-credentials': 'No user name and password were given.',
  'doctor.sign-in.no-credentials.click': 'Repeat with --user NAME and enter the password when asked.',
  'doctor.sign-in.no-trust': 'No password is sent to a server that is not trusted.',
  'doctor.sign-in.no-http': 'No password is sent over plain HTTP without your consent.',
  'doctor.sign-in.no-http.click': 'Use https, or repeat with --allow-http.',
  'doctor.sign-in.refused-before':
    'The stored password was refused before. It is not tried again, so that the device does not block this computer.',
  'doctor.sign-in.refused-before.click': 'Enter it anew with "routerkeep passwd {name}".',

  'doctor.session.title': 'Session',
  'doctor.session.tried': 'Asking the device who it is, inside the session.',
  'doctor.session.ok': 'The session holds. {device}',
  'doctor.session.lost': '{message}',

  'doctor.rank.title': 'Rank of the account',
  'doctor.rank.tried': 'Asking the device who we are ({source}).',
  'doctor.rank.admin': '{user} is an administrator.',
  'doctor.rank.not-admin': '{user} is not an administrator. Only administrators may export the configuration.',
  'doctor.rank.unknown': 'The device does not say. The next step decides.',
  'doctor.rank.click.srm': 'Control Panel > User: put the account into the group of administrators.',
  'doctor.rank.click.dsm': 'Control Panel > User & Group: put the account into the group "administrators".',

  'doctor.right.title': 'Right to back up',
  'doctor.right.tried': 'Listing what can be backed up (SYNO.Backup.Config.Backup list), changing nothing.',
  'doctor.right.ok': 'The account may back up the configuration.',
  'doctor.right.unknown-words':
    'The account may back up the configuration. Of its last task the device said what Routerkeep does not know: {words}. Such a task is waited for 20 seconds, then its file is tried once.',
  'doctor.right.unknown-words.click':
    'Nothing on the device. Please report these words, so that the next release knows them.',

  'doctor.export.title': 'Trial backup',
  'doctor.export.tried': 'Exporting the configuration once and looking into it. It is not kept.',
  'doctor.export.ok': 'The export is a sound configuration archive.',
  'doctor.export.busy': 'Not tried, because this device is being backed up right now.',

  'doctor.block.title': 'Block list',
  'doctor.block.tried':
    'Reading the answer to the sign-in, and counting refused sign-ins of the last ten minutes: {count}.',
  'doctor.block.untried': 'Counting refused sign-ins of the last ten minutes: {count}.',
  'doctor.block.ok': 'This computer is not on the device’s block list.',
  'doctor.block.unknown': 'Only a sign-in can tell.',
  'doctor.block.blocked': 'The device has put this computer on its block list; even the right password is refused now.',
  'doctor.block.click.srm': 'Network Center > Security > Auto Block: remove the address of this computer.',
  'doctor.block.click.dsm': 'Control Panel > Security > Protection: remove the address of this computer.',

  'doctor.log.title': 'The device’s own log',
  'doctor.log.tried': 'Nothing: only the device can show it.',
  'doctor.log.meaning':
    'The attempt of {time} stands in the log of connections. A sign-in on the web page is listed under the user’s name; a refused one of a program may be listed under SYSTEM.',
  'doctor.log.none': 'No sign-in reached the device, so its log shows none.',
  'doctor.log.click': 'Log Center > Connection.',

  'doctor.conclusion.ok': 'All is well: this account can back up the device.',
  'doctor.conclusion.untried': 'So far all is well. The sign-in itself was not tried.',
  'doctor.conclusion.failed': '{title}: {message}',
} as const;
