import { asKeepError, keepError, reportOf, type KeepError } from '../../../shared/index.ts';
import type { AddState, Input } from '../../../shared/ipc/index.ts';
import type { AddQuestions, AddRequest, AddResult, Keeper, ProbeReport } from '../../keeper/index.ts';
import { cross, freshChecks, tick } from './check-list.ts';

/** Adding a device, held here and not in the page, so that closing the window loses nothing. */
export interface AddSession {
  readonly state: () => AddState;
  readonly look: (input: Input<'add/look'>) => void;
  readonly trust: (input: Input<'add/trust'>) => void;
  readonly signIn: (input: Input<'add/sign-in'>) => void;
  readonly answerCode: (input: Input<'add/code'>) => void;
  readonly cancel: () => void;
  readonly back: (input: Input<'add/back'>) => void;
  /** Where the device that was looked at has its page. */
  readonly origin: () => string | undefined;
  /** Breaks off and resolves when nothing is under way any more. */
  readonly end: () => Promise<void>;
}

export interface AddSessionPorts {
  readonly keeper: Pick<Keeper, 'probe' | 'addDevice'>;
  readonly onChange: (state: AddState) => void;
  /** The device is stored by now. */
  readonly onAdded: (result: AddResult) => void;
}

const EMPTY: AddState = {
  step: 'address',
  working: false,
  address: '',
  allowHttp: false,
  user: '',
  holdsPassword: false,
  name: '',
  group: '',
  code: 'none',
  checks: [],
  notes: [],
};

export function createAddSession({ keeper, onChange, onAdded }: AddSessionPorts): AddSession {
  let state = EMPTY;
  let work: { readonly controller: AbortController } | undefined;
  /** What was broken off may still sign out and take back what it stored. */
  let settled: Promise<void> = Promise.resolve();
  // What the person answered; neither ever leaves this function.
  let password: string | undefined;
  /** Whom the password was typed for. */
  let meantFor: ProbeReport | undefined;
  let trusted: string | undefined;
  let byAuthority = false;
  let answer: ((code: string | undefined) => void) | undefined;

  /** A key that is given as undefined is taken out. */
  function change(patch: { readonly [Key in keyof AddState]?: AddState[Key] | undefined }): void {
    const holdsPassword = password !== undefined;
    const merged = Object.entries({ ...state, ...patch, holdsPassword }).filter(([, value]) => value !== undefined);
    state = Object.fromEntries(merged) as unknown as AddState;
    onChange(state);
  }

  /** One thing at a time: what is under way is broken off, and has ended, first. */
  function begin(job: (signal: AbortSignal) => Promise<void>, onFault: (error: KeepError) => void): void {
    const before = stop();
    const begun = { controller: new AbortController() };
    work = begun;
    settled = before
      .then(() => job(begun.controller.signal))
      .catch((thrown: unknown) => {
        if (work === begun) onFault(asKeepError(thrown));
      })
      .finally(() => {
        if (work === begun) work = undefined;
      });
  }

  function stop(): Promise<void> {
    work?.controller.abort();
    work = undefined;
    answer?.(undefined);
    answer = undefined;
    return settled;
  }

  function look({ address, allowHttp }: Input<'add/look'>): void {
    trusted = undefined;
    change({ ...EMPTY, ...kept(state), address, allowHttp, working: true, report: undefined, error: undefined });
    begin(
      async (signal) => {
        const report = await keeper.probe(address, signal);
        if (signal.aborted) return;
        if (report.certificate === undefined && !allowHttp) {
          throw keepError('http/consent-needed', { host: report.endpoint.host });
        }
        const asks = report.certificate !== undefined;
        change({ ...heldFor(report), report, working: false, step: asks ? 'trust' : 'sign-in' });
      },
      (error) => change({ working: false, ...faultOf(error) }),
    );
  }

  function signIn(input: Input<'add/sign-in'>): void {
    const { report } = state;
    if (input.password !== undefined) [password, meantFor] = [input.password, report];
    if (report === undefined) {
      change({ step: 'address' });
      return;
    }
    const { user, name = '', group = '', code = '' } = input;
    change({ user, name, group, step: 'check', working: true, code: 'none', checks: freshChecks(), notes: [] });
    change({ error: undefined, progress: undefined, result: undefined });
    // Without the password: what a closure holds stays for as long as the job takes.
    begin((signal) => addDevice(report, { user, name, group, code }, signal), failed);
  }

  async function addDevice(
    report: ProbeReport,
    { user, name, group, code }: Readonly<Record<'user' | 'name' | 'group' | 'code', string>>,
    signal: AbortSignal,
  ): Promise<void> {
    const result = await keeper.addDevice(
      {
        address: report.origin,
        user,
        allowHttp: state.allowHttp,
        backUp: true,
        ...(code === '' ? {} : { code }),
        ...trustChoice(report),
        ...(name.trim() === '' ? {} : { name }),
        ...(group.trim() === '' ? {} : { group }),
      },
      questions(signal),
      {
        signal,
        onCheck: (check) => change({ checks: tick(state.checks, check), step: 'check', code: 'none' }),
        onProgress: (_device, progress) => {
          if (progress.phase === 'signing-in' || progress.phase === 'connecting') return;
          // The engine has stored it by now. Whoever breaks off from here on is asked again.
          password = undefined;
          change({ step: 'first-backup', progress });
        },
      },
    );
    password = undefined;
    change({ step: 'done', working: false, code: 'none', progress: undefined, result: stateResult(result) });
    onAdded(result);
  }

  /** Where an authority vouches for it the engine would not ask, and take that. */
  function trustChoice({ certificate }: ProbeReport): Pick<AddRequest, 'trustAuthority' | 'fingerprint'> {
    if (certificate?.systemTrusted !== true) return {};
    return byAuthority || trusted === undefined ? { trustAuthority: true } : { fingerprint: trusted };
  }

  function questions(signal: AbortSignal): AddQuestions {
    return {
      // Asked by the engine at the last moment: another certificate than the one looked at is not trusted.
      trust: ({ certificate }) => Promise.resolve(certificate !== undefined && certificate.sha256 === trusted),
      password: () => Promise.resolve(password ?? ''),
      code: (wrong) =>
        new Promise((resolve) => {
          if (signal.aborted) {
            resolve(undefined);
            return;
          }
          answer = resolve;
          change({ step: 'sign-in', code: wrong ? 'wrong' : 'asked' });
        }),
      tell: (sentence) => change({ notes: [...state.notes, sentence] }),
    };
  }

  /** A password is never held for another device than the one it was typed for: the next sign-in may come without one. */
  function heldFor(report: ProbeReport): Pick<AddState, 'user'> | object {
    if (meantFor === undefined || isSame(meantFor, report)) return {};
    [password, meantFor] = [undefined, undefined];
    return { user: '' };
  }

  function failed(error: KeepError): void {
    const idle = { working: false, progress: undefined, code: 'none' } as const;
    if (error.code === 'cancelled') {
      change({ ...idle, step: 'sign-in', checks: [] });
      return;
    }
    if (error.code === 'tls/untrusted') {
      change({ ...idle, step: 'trust', checks: [], ...faultOf(error) });
      return;
    }
    // It would be refused again: devices block who is wrong too often.
    if (error.code === 'auth/refused') password = undefined;
    change({ ...idle, step: 'check', checks: cross(state.checks, reportOf(error)), ...faultOf(error) });
  }

  return {
    state: () => state,
    origin: () => state.report?.origin,
    look,
    trust: ({ fingerprint, authority = false }) => {
      if (state.report?.certificate?.sha256 !== fingerprint) return;
      trusted = fingerprint;
      byAuthority = authority;
      change({ step: 'sign-in', error: undefined });
    },
    signIn,
    answerCode: ({ code }) => {
      const resolve = answer;
      answer = undefined;
      if (resolve === undefined) return;
      change({ step: 'check', code: 'none' });
      resolve(code);
    },
    cancel: () => {
      const { step } = state;
      void stop();
      if (step === 'done') return;
      change({ working: false, code: 'none', progress: undefined, checks: [] });
      change({ step: state.report === undefined ? 'address' : step === 'trust' ? 'trust' : 'sign-in' });
    },
    back: ({ step }) => {
      void stop();
      change({ step, working: false, code: 'none', checks: [], error: undefined, progress: undefined });
    },
    end: stop,
  };
}

/** What was typed stays when the address is changed. */
function kept({ user, name, group }: AddState): Pick<AddState, 'user' | 'name' | 'group'> {
  return { user, name, group };
}

function isSame(one: ProbeReport | undefined, other: ProbeReport): boolean {
  return one?.origin === other.origin && one.certificate?.sha256 === other.certificate?.sha256;
}

function faultOf(error: KeepError): Pick<AddState, 'error'> | object {
  return error.code === 'cancelled' ? {} : { error: reportOf(error) };
}

function stateResult(result: AddResult): NonNullable<AddState['result']> {
  const { device, backup, advice } = result;
  return { device: { ...device, copies: [] }, advice, ...(backup === undefined ? {} : { backup }) };
}
