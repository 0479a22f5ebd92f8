import { shortenText } from '../../../shared/index.ts';

/** Characters. Desktops show less, and some of them stop answering for a text without end. */
const LONGEST_TITLE = 200;
const LONGEST_BODY = 1_000;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A notification as the system takes it. On Linux the body is markup (Desktop Notifications Specification, "Markup"), and names in it come
 * from devices: bold, links and pictures of theirs are shown as what they are, text.
 */
export function notificationText(
  { title, body }: { readonly title: string; readonly body: string },
  platform: NodeJS.Platform,
): { readonly title: string; readonly body: string } {
  const short = shortenText(body, LONGEST_BODY);
  return {
    title: shortenText(title, LONGEST_TITLE),
    body: platform === 'linux' ? short.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? '') : short,
  };
}
