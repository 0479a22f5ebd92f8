import { mutantsOf, type Mutant } from '../types.ts';

const HARDENING = ['test/shell/hardening.test.ts'];

/**
 * The window's protections. That the running program has them as well is shown by test/e2e/security.test.ts, which needs an
 * Electron and a built program: a mutant of the sources does not reach it.
 */
export const SHELL: readonly Mutant[] = [
  ...mutantsOf('electron/shell/ipc/desk.ts', ['test/shell/desk.test.ts'], {
    'the parsed input of a handler': ['handler(parsed.data, {', 'handler(input, {'],
    'the refusal of an input that does not fit': [
      'if (!parsed.success) {',
      "if (!parsed.success && channel === 'work/cancel') {",
    ],
    'the answer that holds no more than the contract': ['{ ok: true, value: output.data }', '{ ok: true, value }'],
    'the channels of the contract alone': ['return Object.hasOwn(CONTRACT, name);', 'return name in CONTRACT;'],
  }),
  ...mutantsOf('electron/shell/ipc/serve.ts', HARDENING, {
    'the look at the sender of a call': ['if (isOurPage(event, page())) return', "if (channel !== '') return"],
  }),
  ...mutantsOf('electron/shell/security/sender.ts', HARDENING, {
    'the address of the page that calls': [' && isOurs(senderFrame.url)'],
    'the main frame of the page that calls': ['senderFrame === ours.mainFrame && '],
    'the page that calls and is embedded': [' && senderFrame.parent === null'],
    'the window that calls': [' || sender !== ours'],
  }),
  ...mutantsOf('electron/shell/security/certificates.ts', HARDENING, {
    'the refusal of a wrong certificate of a page': ['callback(false);', 'callback(true);'],
    'the certificate error that is answered here': ['    event.preventDefault();\n'],
    'the refusal of a login box': ["  app.on('login', (event) => event.preventDefault());\n"],
    'the certificate of the user': ["  app.on('select-client-certificate', (event) => event.preventDefault());\n"],
  }),
  ...mutantsOf('electron/shell/security/navigation.ts', HARDENING, {
    'the page that stays where it is': ["  contents.on('will-navigate', deny);\n"],
    'the frames that stay where they are': ['if (!event.isMainFrame || event.url !== PAGE)', 'if (event.url !== PAGE)'],
    'the refusal of a redirect': ["  contents.on('will-redirect', (event) => event.preventDefault());\n"],
    'the window that is not opened': ["action: 'deny'", "action: 'allow'"],
  }),
  ...mutantsOf('electron/shell/security/webviews.ts', HARDENING, {
    'the page that is not embedded': ['event.preventDefault()', 'void event'],
  }),
  ...mutantsOf('electron/shell/security/permissions.ts', HARDENING, {
    'the permission that is asked for': ['callback(false)', 'callback(true)'],
    'the permission that is looked up': [
      'session.setPermissionCheckHandler(() => false)',
      'session.setPermissionCheckHandler(() => true)',
    ],
    'the permission of a device': [
      'session.setDevicePermissionHandler(() => false)',
      'session.setDevicePermissionHandler(() => true)',
    ],
  }),
  ...mutantsOf('electron/shell/security/downloads.ts', HARDENING, {
    'the download that is refused': ['event.preventDefault()', 'void event'],
  }),
  ...mutantsOf('electron/shell/security/index.ts', HARDENING, {
    'the sandbox of every page': ['  app.enableSandbox();\n'],
    'the navigation of every page': ['    denyNavigation(contents);\n'],
    'the webviews of every page': ['    denyWebviews(contents);\n'],
    'the certificates and logins of every page': ['  refuseCertificatesAndLogins();\n'],
    'the permissions of the session': ['  denyPermissions(session.defaultSession);\n'],
    'the downloads of the session': ['  denyDownloads(session.defaultSession);\n'],
  }),
  ...mutantsOf('electron/shell/engine/runs.ts', ['test/shell/runs.test.ts'], {
    'the request that a scheduled run answers': [
      '      if (answersRequest) {',
      "      if (answersRequest && deviceId === '') {",
    ],
    'the request that waits for the scheduled run': [' || scheduled.has(request.deviceId)) continue;', ') continue;'],
    'the end in which nothing begins': ['      if (ending) return [];\n'],
  }),
  ...mutantsOf('electron/shell/adding/add-session.ts', ['test/shell/add-session.test.ts'], {
    'the refused password that is forgotten': ["    if (error.code === 'auth/refused') password = undefined;\n"],
  }),
];
