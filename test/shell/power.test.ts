import { EventEmitter } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { watchPower } from '../../electron/shell/desktop/power.ts';

/** Electron's power monitor as far as it is listened to: an emitter of events without values. */
function watched() {
  const monitor = new EventEmitter();
  const told: string[] = [];
  const forget = watchPower({
    monitor,
    nudge: (cause) => told.push(cause),
    onShutdown: () => told.push('shutdown'),
  });
  onTestFinished(forget);
  return { monitor, told, forget };
}

describe('what the computer goes through', () => {
  it('nudges the watch after a sleep and when the session is unlocked, not before', () => {
    const { monitor, told } = watched();
    monitor.emit('suspend');
    monitor.emit('lock-screen');
    expect(told).toEqual([]);
    monitor.emit('resume');
    monitor.emit('unlock-screen');
    expect(told).toEqual(['resume', 'unlock']);
  });

  it('ends the program in order when the computer is shut down, and asks for the seconds it takes', () => {
    const { monitor, told } = watched();
    let asked = 0;
    monitor.emit('shutdown', { preventDefault: () => (asked += 1) });
    expect([told, asked]).toEqual([['shutdown'], 1]);
  });

  it('is heard no more once the program is on its way out', () => {
    const { monitor, told, forget } = watched();
    forget();
    for (const event of ['resume', 'unlock-screen', 'shutdown']) monitor.emit(event);
    expect(told).toEqual([]);
    expect(monitor.eventNames()).toEqual([]);
  });
});
