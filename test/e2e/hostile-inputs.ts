import path from 'node:path';
import { z } from 'zod';
import { CONTRACT, type Channel } from '../../shared/ipc/index.ts';

/** What a page that was taken over would say wherever a text is asked for. */
export function hostileTexts(folder: string, other: string): readonly string[] {
  const canary = path.join(folder, 'elsewhere', 'canary.dss');
  return [
    ...[
      canary,
      path.relative(path.join(folder, 'vault', 'Office'), canary),
      `file://${canary}`,
      '../../home/settings.json',
    ],
    ...['javascript:alert(1)', 'https://example.invalid/', other, `$(touch ${folder}/elsewhere/ran)`, '__proto__'],
    ...['x'.repeat(100_000), '\0', 'none', ''],
  ];
}

/**
 * Inputs of a channel: one for each hostile text in all places that take one at once, with the device's real name and without,
 * and some that fit no table at all.
 */
export function inputsFor(channel: Channel, texts: readonly string[], deviceId: string): readonly unknown[] {
  const schema = z.toJSONSchema(CONTRACT[channel].input, { io: 'input', unrepresentable: 'any' });
  const filled = texts.flatMap((text) => [fill(schema, text, deviceId), fill(schema, text, text)]);
  const extra = texts.slice(0, 5).map((text) => ({
    ...z.record(z.string(), z.unknown()).parse(fill(schema, text, deviceId)),
    ...{ path: text, folder: text, file: text, url: text, address: text, vault: text },
  }));
  return [...filled, ...extra, null, 'text', 7, [], { deviceId: { $ne: '' } }, { constructor: { name: 'x' } }];
}

type Shape = z.core.JSONSchema.BaseSchema;
function fill(schema: Shape | boolean | undefined, text: string, deviceId: string, name = ''): unknown {
  if (schema === undefined || typeof schema === 'boolean') return text;
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fill(either[text.length % either.length], text, deviceId, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[text.length % schema.enum.length];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, each]) => [key, fill(each, text, deviceId, key)]),
      );
    case 'array':
      return [fill(Array.isArray(schema.items) ? schema.items[0] : schema.items, text, deviceId, name)];
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    default:
      return /deviceIds?|targets/.test(name) ? deviceId : text;
  }
}
