/** What failed once and was mended, made anew each time; by the target that it failed. Tried first, always. */
export const CORPUS: Readonly<Record<string, readonly Buffer[]>> = {
  // Quadratic time.
  'quiet-hours': [Buffer.from(`22:00${' '.repeat(60_000)}07:00`)],
  schedule: [Buffer.from(`daily 03:00${' '.repeat(60_000)}x`), Buffer.from(`daily ${'x'.repeat(60_000)}`)],
  // The stack.
  replies: [Buffer.from(`{"success":true,"data":{"error":${deep()}}}`)],
  settings: [Buffer.from(`{"sha256":"","settings":{"version":1,"x":${deep()}}}`)],
};

function deep(): string {
  return `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
}
