import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type {
  AlarmTest,
  AlarmView,
  BackupResult,
  CopyResult,
  DeviceView,
  DoctorReport,
  DoctorStep,
  Overview,
  ProbeReport,
  PruneResult,
  SchedulePreview,
} from '../../../electron/keeper/index.ts';
import type { ErrorReport, Guide, Progress } from '../../../shared/index.ts';
import {
  CHANNELS,
  CONTRACT,
  EVENT_SCHEMAS,
  EVENTS,
  type alarmTestSchema,
  type alarmViewSchema,
  type backupResultSchema,
  type copyResultSchema,
  type Channel,
  type deviceViewSchema,
  type doctorReportSchema,
  type doctorStepSchema,
  type errorReportSchema,
  type EventName,
  type guideSchema,
  type overviewSchema,
  type probeReportSchema,
  type progressSchema,
  type pruneResultSchema,
  type schedulePreviewSchema,
} from '../../../shared/ipc/index.ts';

/** Fields that look like secrets and are none. */
const EXPLAINED: readonly string[] = [
  // Of the simulated router, whose password is there to be typed in.
  'app/state password',
  // Stands for a folder.
  // The main process's own numbers for backups and folders that a person chose there.
  'restore/found token',
  'restore/open token',
  'settings/choose-folder token',
];

describe('the contract', () => {
  it('names each channel and event once, in both lists', () => {
    expect([...CHANNELS].sort()).toEqual(Object.keys(CONTRACT).sort());
    expect([...EVENTS].sort()).toEqual(Object.keys(EVENT_SCHEMAS).sort());
    expect(new Set(CHANNELS).size).toBe(CHANNELS.length);
    expectTypeOf<Channel>().toEqualTypeOf<keyof typeof CONTRACT>();
    expectTypeOf<EventName>().toEqualTypeOf<keyof typeof EVENT_SCHEMAS>();
  });

  it('takes what the engine gives', () => {
    expectTypeOf<ErrorReport>().toExtend<z.input<typeof errorReportSchema>>();
    expectTypeOf<Progress>().toExtend<z.input<typeof progressSchema>>();
    expectTypeOf<BackupResult>().toExtend<z.input<typeof backupResultSchema>>();
    expectTypeOf<PruneResult>().toExtend<z.input<typeof pruneResultSchema>>();
    expectTypeOf<ProbeReport>().toExtend<z.input<typeof probeReportSchema>>();
    expectTypeOf<DoctorStep>().toExtend<z.input<typeof doctorStepSchema>>();
    expectTypeOf<DoctorReport>().toExtend<z.input<typeof doctorReportSchema>>();
    expectTypeOf<Guide>().toExtend<z.input<typeof guideSchema>>();
    expectTypeOf<DeviceView>().toExtend<z.input<typeof deviceViewSchema>>();
    expectTypeOf<Overview>().toExtend<z.input<typeof overviewSchema>>();
    expectTypeOf<CopyResult>().toExtend<z.input<typeof copyResultSchema>>();
    expectTypeOf<AlarmView>().toExtend<z.input<typeof alarmViewSchema>>();
    expectTypeOf<SchedulePreview>().toExtend<z.input<typeof schedulePreviewSchema>>();
    expectTypeOf<AlarmTest>().toExtend<z.input<typeof alarmTestSchema>>();
  });

  it('lets secrets in and never out', () => {
    // `holdsPassword` says whether there is one, and no more.
    const secret = / ((?!holds).*password|.*token|secret|url|otp)$/i;
    const leaving = Object.entries(CONTRACT).flatMap(([channel, { output }]) =>
      fieldsOf(output).map((field) => `${channel} ${field}`),
    );
    const pushed = Object.entries(EVENT_SCHEMAS).flatMap(([event, schema]) =>
      fieldsOf(schema).map((field) => `${event} ${field}`),
    );
    expect([...leaving, ...pushed].filter((field) => secret.test(field))).toEqual(EXPLAINED);
  });

  it.each(['../other.dss', 'a/b.dss', String.raw`a\b.dss`, '/etc/passwd', 'a.txt', '', '.dss.json'])(
    'refuses %j as the name of a backup',
    (file) => {
      const { input } = CONTRACT['backup/details'];
      expect(input.safeParse({ backup: { deviceId: 'd', file } }).success).toBe(false);
      expect(input.safeParse({ backup: { deviceId: 'd', file: 'SynologyRouter_20261120.dss' } }).success).toBe(true);
    },
  );
});

/** The names of all fields of a schema, at any depth, from its JSON schema. */
function fieldsOf(schema: z.ZodType): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties' && typeof value === 'object')
        for (const name of Object.keys(value as object)) names.add(name);
      visit(value);
    }
  };
  visit(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }));
  return [...names];
}
