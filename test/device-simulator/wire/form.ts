/**
 * Reads `a=1&b=2`. Malformed percent signs stay as they are, as a C program would leave them.
 * `plusIsSpace` is false for query strings on real devices: there `+` stays `+` (R aerialls f28ab1f, R mib1185#260).
 */
export function parseForm(text: string, options: { readonly plusIsSpace: boolean }): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = equals === -1 ? pair : pair.slice(0, equals);
    const value = equals === -1 ? '' : pair.slice(equals + 1);
    fields.set(decode(name, options.plusIsSpace), decode(value, options.plusIsSpace));
  }
  return fields;
}

function decode(text: string, plusIsSpace: boolean): string {
  const spaced = plusIsSpace ? text.replaceAll('+', ' ') : text;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** Reads a Cookie header. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0) cookies.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return cookies;
}
