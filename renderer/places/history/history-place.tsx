import { useCallback, useMemo, useState, type ReactElement } from 'react';
import { say } from '../../../shared/words/say.ts';
import { useNavigation, type Where } from '../../app/navigation.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { PlaceHeader } from '../../components/place-header.tsx';
import { useDevices } from '../../state/use-app-state.ts';
import { EmptyHistory } from './empty-history.tsx';
import { FilterChoice } from './filter-choice.tsx';
import { HistoryList } from './history-list.tsx';
import { HistoryNights } from './history-nights.tsx';
import { listItems } from './list-items.ts';
import { useGoal, type Goal } from './use-goal.ts';
import { useHistory, type HistoryFilter } from './use-history.ts';

/** What happened: the nights as a strip, then nights and runs as one list by month. */
export function HistoryPlace(): ReactElement {
  const { where, go } = useNavigation();
  const devices = useDevices();
  // One that was removed meanwhile is not asked for.
  const deviceId = devices.find(({ id }) => id === where.deviceId)?.id;
  const openNight = useCallback((id: string, night: string) => go({ place: 'history', deviceId: id, night }), [go]);

  if (devices.length === 0) {
    return (
      <section className="place history">
        <PlaceHeader title={say('window.place.history')} />
        <div className="empty">
          <h2>{say('window.history.no-devices')}</h2>
          <p>{say('window.history.no-devices.text')}</p>
        </div>
      </section>
    );
  }
  return (
    <section className="place history">
      <PlaceHeader title={say('window.place.history')} />
      <HistoryNights deviceId={deviceId} onOpen={openNight} />
      <Timeline key={deviceId ?? ''} deviceId={deviceId} where={where} />
    </section>
  );
}

function Timeline({ deviceId, where }: { readonly deviceId: string | undefined; readonly where: Where }): ReactElement {
  const { go } = useNavigation();
  const devices = useDevices();
  const [filter, setFilter] = useFilter(where);
  const history = useHistory(deviceId, filter);
  const items = useMemo(() => listItems(history.rows), [history.rows]);
  const goal = useGoal(where, { ...history, items });
  const [openId, toggle] = useOpen(goal);

  return (
    <>
      <div className="history-tools">
        <Choice
          label={say('window.history.device')}
          value={deviceId ?? ''}
          options={[
            { value: '', text: say('window.history.device.all') },
            ...devices.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChange={(id) => go(id === '' ? { place: 'history' } : { place: 'history', deviceId: id })}
        />
        <FilterChoice value={filter} onChange={setFilter} />
      </div>
      {history.error !== null && <ErrorNote error={history.error} actions={{ retry: history.retry }} />}
      {history.isLoading && history.error === null && <p aria-busy="true">{say('window.history.loading')}</p>}
      {!history.isLoading && items.length === 0 && !history.hasMore && history.error === null && (
        <EmptyHistory filter={filter} />
      )}
      <HistoryList
        items={items}
        showDevice={deviceId === undefined && devices.length > 1}
        openId={openId}
        onToggle={toggle}
        goal={goal}
        hasMore={history.hasMore && history.error === null}
        onEnd={history.readMore}
      />
      {!history.isLoading && !history.hasMore && items.length > 20 && (
        <p className="history-end">{say('window.history.end')}</p>
      )}
    </>
  );
}

/** A night that was asked for is shown whatever the filter was. */
function useFilter(where: Where): readonly [HistoryFilter, (filter: HistoryFilter) => void] {
  const [chosen, setChosen] = useState<{ readonly filter: HistoryFilter; readonly at: Where }>({
    filter: 'all',
    at: where,
  });
  const filter = chosen.at !== where && where.night !== undefined ? 'all' : chosen.filter;
  return [filter, (next) => setChosen({ filter: next, at: where })];
}

/** The line that is open: the one that was asked for, until another is clicked. */
function useOpen(goal: Goal | undefined): readonly [string | undefined, (id: string) => void] {
  const [opened, setOpened] = useState<{ readonly id: string | undefined; readonly after: Goal | undefined }>({
    id: undefined,
    after: undefined,
  });
  const openId = opened.after === goal ? opened.id : goal?.openId;
  const toggle = useCallback(
    (id: string) =>
      setOpened((before) => {
        const current = before.after === goal ? before.id : goal?.openId;
        return { id: current === id ? undefined : id, after: goal };
      }),
    [goal],
  );
  return [openId, toggle];
}
