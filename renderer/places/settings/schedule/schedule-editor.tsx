import { useState, type ReactElement } from 'react';
import type { Schedule } from '../../../../shared/schedule.ts';
import { scheduleText } from '../../../../shared/schedule-text.ts';
import { say } from '../../../../shared/words/say.ts';
import { Choice } from '../../../components/choice.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { useAnswer } from '../../../state/use-answer.ts';
import { ChangeOutcome } from '../section.tsx';
import { useChange } from '../use-change.ts';
import { DaysChoice } from './days-choice.tsx';
import { ExpertSchedule } from './expert-schedule.tsx';
import { NextRuns } from './next-runs.tsx';
import { RHYTHMS, rhythmOf, withDay, withRhythm, withTimes } from './schedule-form.ts';
import { TimesField } from './times-field.tsx';

const EVERY = [1, 2, 3, 4, 6, 8, 12] as const;
/** The 31st means the last day of every month. */
const LAST_DAY = 31;

/** The schedule for all devices or of one, in people's words, with its next runs. */
export function ScheduleEditor({ deviceId }: { readonly deviceId?: string }): ReactElement {
  const { data, error, refetch } = useAnswer('settings/preview-schedule', deviceId === undefined ? {} : { deviceId });
  const changing = useChange('schedule', deviceId);
  const [wanted, setWanted] = useState<Schedule | undefined>(undefined);
  if (error !== null) return <ErrorNote error={error} actions={{ retry: () => void refetch() }} />;
  if (data === undefined) return <p aria-busy="true">{say('window.settings.loading')}</p>;
  // What was just clicked is shown until the engine has answered.
  const schedule = changing.error === null ? (wanted ?? data.schedule) : data.schedule;
  const set = (next: Schedule): void => {
    const text = scheduleText(next);
    if (text === scheduleText(schedule)) return;
    setWanted(next);
    changing.set(text, () => setWanted(undefined));
  };
  return (
    <div className="schedule" aria-busy={changing.isPending}>
      <div className="schedule-form">
        <RhythmChoice schedule={schedule} onChange={set} />
        <RhythmDetail schedule={schedule} onChange={set} />
      </div>
      {schedule.kind === 'weekly' && (
        <DaysChoice days={schedule.days} onChange={(day, isOn) => set(withDay(schedule, day, isOn))} />
      )}
      {'times' in schedule && (
        <TimesField
          key={schedule.times.join()}
          times={schedule.times}
          onChange={(times) => set(withTimes(schedule, times))}
        />
      )}
      <ChangeOutcome changing={changing} />
      <NextRuns preview={data} />
      <ExpertSchedule key={scheduleText(schedule)} text={scheduleText(schedule)} changing={changing} />
    </div>
  );
}

interface PartProps {
  readonly schedule: Schedule;
  readonly onChange: (schedule: Schedule) => void;
}

function RhythmChoice({ schedule, onChange }: PartProps): ReactElement {
  const now = rhythmOf(schedule);
  // An expression is written in the field for experts; here it is only named where one holds.
  const offered = RHYTHMS.filter((rhythm) => rhythm !== 'cron' || now === 'cron');
  return (
    <Choice
      label={say('window.settings.schedule.how')}
      value={now}
      options={offered.map((value) => ({ value, text: say(`window.settings.schedule.how.${value}`) }))}
      onChange={(value) => {
        const chosen = RHYTHMS.find((rhythm) => rhythm === value);
        if (chosen !== undefined && chosen !== 'cron') onChange(withRhythm(schedule, chosen));
      }}
    />
  );
}

/** What only one rhythm has: its hours, or its day. */
function RhythmDetail({ schedule, onChange }: PartProps): ReactElement | null {
  if (schedule.kind === 'hourly') {
    const offered = EVERY.some((every) => every === schedule.every) ? EVERY : [...EVERY, schedule.every];
    return (
      <Choice
        label={say('window.settings.schedule.every')}
        value={String(schedule.every)}
        options={offered.map((count) => ({
          value: String(count),
          text: say('window.settings.schedule.every.hours', { count }),
        }))}
        onChange={(value) => onChange({ ...schedule, every: Number(value) })}
      />
    );
  }
  if (schedule.kind !== 'monthly') return null;
  return (
    <Choice
      label={say('window.settings.schedule.month-day')}
      value={String(schedule.day)}
      options={Array.from({ length: LAST_DAY }, (_, index) => ({
        value: String(index + 1),
        text: index + 1 === LAST_DAY ? say('window.settings.schedule.month-day.last') : String(index + 1),
      }))}
      onChange={(value) => onChange({ ...schedule, day: Number(value) })}
    />
  );
}
