/** What a person asked to see or change of a device, in a dialog over the page. */
export interface DialogRequest {
  readonly kind:
    'device' | 'password' | 'address' | 'certificate' | 'schedule' | 'rename' | 'group' | 'check' | 'report';
  /** One, but for `group`. */
  readonly deviceIds: readonly string[];
}
