/** What a click on a notification opens. As text it survives a restart of the program between note and click. */
export type NotificationAction =
  | { readonly kind: 'open-devices' }
  | { readonly kind: 'open-device'; readonly deviceId: string }
  /** The device with its password field. */
  | { readonly kind: 'enter-password'; readonly deviceId: string }
  /** The device with the old and the new certificate side by side. */
  | { readonly kind: 'compare-identity'; readonly deviceId: string };

const KINDS = ['open-device', 'enter-password', 'compare-identity'] as const;

/** "open-device/4f1c..." */
export function actionId(action: NotificationAction): string {
  return action.kind === 'open-devices' ? action.kind : `${action.kind}/${encodeURIComponent(action.deviceId)}`;
}

/** Undefined for anything `actionId` did not make: the text comes back through the operating system. */
export function parseActionId(id: string): NotificationAction | undefined {
  if (id === 'open-devices') return { kind: 'open-devices' };
  const [name, device, ...rest] = id.split('/');
  const kind = KINDS.find((one) => one === name);
  if (kind === undefined || device === undefined || device === '' || rest.length > 0) return undefined;
  try {
    return { kind, deviceId: decodeURIComponent(device) };
  } catch {
    return undefined;
  }
}
