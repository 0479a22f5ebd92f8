/** Fields of a form in their order. */
export type Fields = readonly (readonly [name: string, value: string])[];

/**
 * A form as `a=b&c=d`. Never URLSearchParams: it writes a blank as `+`, which devices take for a plus
 * (R aerialls pull 58, py-synologydsm-api issue 260: passwords with blanks fail).
 */
export function encodeForm(fields: Fields): string {
  return fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}
