/** No file and no answer that means anything nests as deep. */
const DEEPEST = 64;

/**
 * JSON from outside. What is nested without end is refused before it is parsed: a few megabytes of brackets become hundreds
 * in memory, and break whoever walks through them.
 * @throws SyntaxError
 */
export function parseBoundedJson(text: string): unknown {
  if (depthOf(text) > DEEPEST) throw new SyntaxError('nested too deep');
  return JSON.parse(text) as unknown;
}

/** How deep lists and objects lie in each other, outside of texts. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (inText) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE) inText = false;
    } else if (unit === QUOTE) inText = true;
    else if (unit === OPEN_LIST || unit === OPEN_OBJECT) {
      depth += 1;
      if (depth > DEEPEST) return depth;
      deepest = Math.max(deepest, depth);
    } else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) depth -= 1;
  }
  return deepest;
}

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
