import type { Device } from './device.ts';

/** One HTTP answer, and how its body travels. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | Iterable<Buffer>;
  /** 0 for success, an API code for failure, undefined where the answer is no JSON. */
  readonly code?: number;
  /** `cut`: chunked, and the connection ends with the body. Default `whole`: with a Content-Length. */
  readonly delivery?: 'whole' | 'chunked' | 'until-close' | 'cut';
  /** A Content-Length other than the body's; a body that is shorter ends by closing the connection. */
  readonly announced?: number;
  /** Called when the last byte was handed to the socket, with epoch milliseconds. */
  readonly onSent?: (at: number) => void;
}

/** What a call comes to. */
export type Result =
  | {
      readonly kind: 'data';
      readonly data?: unknown;
      readonly cookies?: readonly string[];
      readonly onSent?: (at: number) => void;
    }
  | { readonly kind: 'error'; readonly code: number; readonly errors?: unknown }
  | { readonly kind: 'answer'; readonly answer: Answer };

export const ok = (data?: unknown): Result => (data === undefined ? { kind: 'data' } : { kind: 'data', data });

export const fail = (code: number, errors?: unknown): Result =>
  errors === undefined ? { kind: 'error', code } : { kind: 'error', code, errors };

/** R: real devices send this header along with their JSON. */
const P3P = { P3P: 'CP="IDC DSP COR ADM DEVi TAIi PSA PSD IVAi IVDi CONi HIS OUR IND CNT"' };

/** Any JSON, under the type that the device serves it with. */
export function jsonAnswer(device: Device, value: unknown, code: number, cookies: readonly string[] = []): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': `${device.behaviour.contentType}; charset="UTF-8"`,
      ...P3P,
      ...(cookies.length > 0 ? { 'Set-Cookie': cookies } : {}),
    },
    body: Buffer.from(JSON.stringify(value)),
    code,
  };
}

export function htmlAnswer(status: number, title: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const page = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { 'Content-Type': 'text/html; charset="UTF-8"', ...headers }, body: Buffer.from(page) };
}

/** Turns the outcome of a call into `{"success":true,"data":...}` or `{"success":false,"error":...}`. */
export function answerOf(device: Device, result: Result): Answer {
  switch (result.kind) {
    case 'answer':
      return result.answer;
    case 'error': {
      const error = result.errors === undefined ? { code: result.code } : { code: result.code, errors: result.errors };
      return jsonAnswer(device, { error, success: false }, result.code);
    }
    case 'data': {
      const value = result.data === undefined ? { success: true } : { data: result.data, success: true };
      const answer = jsonAnswer(device, value, 0, result.cookies);
      return result.onSent === undefined ? answer : { ...answer, onSent: result.onSent };
    }
  }
}
