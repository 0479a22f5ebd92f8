import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { formsOf, type Needle } from './needles.ts';

const schema = z.object({
  snapshot: z.object({
    meta: z.object({
      node_fields: z.array(z.string()),
      node_types: z.tuple([z.array(z.string())], z.unknown()),
      edge_fields: z.array(z.string()),
      edge_types: z.tuple([z.array(z.string())], z.unknown()),
    }),
  }),
  nodes: z.array(z.number()),
  edges: z.array(z.number()),
  strings: z.array(z.string()),
});
export type HeapSnapshot = z.infer<typeof schema>;

/** What V8 wrote of all that can be reached in a process. Of a string it keeps the first 1,024 characters, of buffers nothing. */
export async function readSnapshot(file: string): Promise<HeapSnapshot> {
  return parseSnapshot(await readFile(file, 'utf8'));
}

/** The same of a text, as DevTools send it. */
export function parseSnapshot(text: string): HeapSnapshot {
  // Millions of numbers: only the shape of the file is checked.
  const { nodes, edges, ...rest } = JSON.parse(text) as HeapSnapshot;
  return { ...schema.parse({ ...rest, nodes: [], edges: [] }), nodes, edges };
}

/** Every live string that holds a secret in some form, with the shortest way from a root to it. */
export function holdersOf(snapshot: HeapSnapshot, needles: readonly Needle[]): readonly string[] {
  const forms = needles.flatMap(({ name, secret }) =>
    [...formsOf(secret)].map(([form, bytes]) => [`${name} (${form})`, bytes.toString('utf8')] as const),
  );
  const found = new Map<number, string>();
  snapshot.strings.forEach((text, index) => {
    const form = forms.find(([, form]) => text.includes(form));
    if (form !== undefined) found.set(index, form[0]);
  });
  return found.size === 0 ? [] : waysTo(snapshot, found);
}

/** Breadth first from the root, so that each way is the shortest; weak edges keep nothing alive. */
function waysTo({ snapshot, nodes, edges, strings }: HeapSnapshot, wanted: ReadonlyMap<number, string>): string[] {
  const { node_fields: node, edge_fields: edge, edge_types } = snapshot.meta;
  const [nodeSize, edgeSize] = [node.length, edge.length];
  const [nameAt, countAt] = [node.indexOf('name'), node.indexOf('edge_count')];
  const [typeAt, labelAt, toAt] = [edge.indexOf('type'), edge.indexOf('name_or_index'), edge.indexOf('to_node')];
  const types = edge_types[0];
  const firstEdge = new Uint32Array(nodes.length / nodeSize + 1);
  for (let index = 0; index < firstEdge.length - 1; index += 1) {
    firstEdge[index + 1] = (firstEdge[index] ?? 0) + (nodes[index * nodeSize + countAt] ?? 0);
  }
  const nameOf = (index: number): string => (strings[nodes[index * nodeSize + nameAt] ?? 0] ?? '').slice(0, 40);
  const cameFrom = new Map<number, readonly [from: number, label: string]>([[0, [-1, '']]]);
  const queue = [0];
  // Names what there is, and says nothing of who holds it: it is gone through last.
  const lists: number[] = [];
  const visit = (from: number): void => {
    for (let each = firstEdge[from] ?? 0; each < (firstEdge[from + 1] ?? 0); each += 1) {
      const type = types[edges[each * edgeSize + typeAt] ?? 0] ?? '';
      if (type === 'weak') continue;
      const to = (edges[each * edgeSize + toAt] ?? 0) / nodeSize;
      if (cameFrom.has(to)) continue;
      const label = edges[each * edgeSize + labelAt] ?? 0;
      const named = type === 'element' || type === 'hidden' ? String(label) : (strings[label] ?? '');
      cameFrom.set(to, [from, named.slice(0, 40)]);
      (nameOf(to) === '(External strings)' ? lists : queue).push(to);
    }
  };
  // Both grow while they are gone through.
  for (const from of queue) visit(from);
  const listed = queue.length;
  for (const list of lists) visit(list);
  for (const from of queue.slice(listed)) visit(from);
  const wayTo = (index: number): string => {
    const steps: string[] = [];
    for (let at = index; at > 0;) {
      const [from, label] = cameFrom.get(at) ?? [-1, ''];
      if (from > 0) steps.unshift(`${nameOf(from)}.${label}`);
      at = from;
    }
    return steps.join(' > ');
  };
  return queue.flatMap((index) => {
    const what = wanted.get(nodes[index * nodeSize + nameAt] ?? 0);
    return what === undefined ? [] : [`${what} held by ${wayTo(index)}`];
  });
}
