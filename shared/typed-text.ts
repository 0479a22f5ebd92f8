const LONGEST = 80;

/** What a person typed, as a sentence can repeat it: a page that was pasted by mistake must not become the message. */
export function typedText(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > LONGEST ? `${trimmed.slice(0, LONGEST).toWellFormed()}…` : trimmed;
}
