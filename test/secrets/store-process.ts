import { text } from 'node:stream/consumers';
import { openSecretStore } from '../../electron/secrets/index.ts';
import { asKeepError } from '../../shared/index.ts';
import type { Outcome, Step } from './use-store.ts';

/** Started by use-store.ts: steps come in on standard input, outcomes leave on standard output. */
const steps = JSON.parse(await text(process.stdin)) as readonly Step[];
const store = await openSecretStore({ env: process.env, home: process.argv[2] ?? '' });

async function outcomeOf(step: Step): Promise<Outcome> {
  try {
    switch (step.do) {
      case 'get':
        return { value: await store.get(step.account, 'Office router') };
      case 'set':
        await store.set(step.account, step.value);
        return { value: null };
      case 'delete':
        await store.delete(step.account);
        return { value: null };
    }
  } catch (thrown) {
    const { code, message } = asKeepError(thrown);
    return { code, message };
  }
}

const outcomes: Outcome[] = [];
for (const step of steps) outcomes.push(await outcomeOf(step));
process.stdout.write(JSON.stringify(outcomes));
