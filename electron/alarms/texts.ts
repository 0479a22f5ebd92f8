import { say, sizeText } from '../../shared/index.ts';
import { publicReason } from './reason.ts';
import type { AlarmDevice, AlarmMessage, RunSignal } from './types.ts';

/** What a receiver shows to people. */
export interface Text {
  readonly title: string;
  readonly text: string;
}

export const TEST_TEXT = (): Text => ({ title: say('alarms.title.test'), text: say('alarms.text.test') });

export function textOf(message: AlarmMessage): Text {
  const title = say(`alarms.title.${message.event}`, { name: message.device.name });
  const when = message.lastVerifiedAt;
  const last = when === null ? say('alarms.never-verified') : say('alarms.last-verified', { when: utc(when) });
  return { title, text: `${sentenceOf(message)} ${last}` };
}

function sentenceOf(message: AlarmMessage): string {
  switch (message.event) {
    case 'failing':
      return say('alarms.text.failing', { reason: publicReason(message.code) });
    case 'needs-you':
      return say('alarms.text.needs-you', { reason: publicReason(message.code) });
    case 'overdue':
      return say('alarms.text.overdue');
    case 'copies-overdue':
      return say('alarms.text.copies-overdue', { behind: message.behind, place: message.place });
    case 'copies-recovered':
      return say('alarms.text.copies-recovered', { place: message.place });
    case 'stored-damaged':
      return say('alarms.text.stored-damaged', { damaged: message.damaged });
    case 'stored-sound':
      return say('alarms.text.stored-sound');
    case 'recovered':
      return say('alarms.text.recovered');
  }
}

/** The line that a dead-man's-switch keeps beside the signal. */
export function lineOf({ name }: AlarmDevice, signal: RunSignal): string {
  const when = utc(signal.at);
  switch (signal.kind) {
    case 'start':
      return say('alarms.signal.start', { name, when });
    case 'success':
      return say('alarms.signal.success', {
        name,
        when,
        size: sizeText(signal.bytes),
        seconds: Math.round(signal.durationMs / 1000),
        change: say(`alarms.change.${changeOf(signal.changed)}`),
      });
    case 'fail':
      return say('alarms.signal.fail', { name, when, reason: publicReason(signal.code) });
  }
}

function changeOf(changed: boolean | null): 'first' | 'changed' | 'unchanged' {
  if (changed === null) return 'first';
  return changed ? 'changed' : 'unchanged';
}

/** "2026-11-20 03:00 UTC": who reads it may be in another zone than the computer that says it. */
function utc(moment: string): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
