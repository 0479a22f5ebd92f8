export type Times = 'once' | 'always' | number;

/** Counts how often switched faults struck, so that "once" is once, and writes down that they did. */
export interface Strikes {
  /** Whether the fault strikes now. `skip` calls are let through first. */
  take(name: string, times: Times, skip?: number): boolean;
  /** Starts counting anew, after the fault was switched. */
  reset(): void;
}

export function createStrikes(fired: string[]): Strikes {
  const struck = new Map<string, number>();
  const seen = new Map<string, number>();
  return {
    take(name, times, skip = 0) {
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      if (before < skip) return false;
      const count = struck.get(name) ?? 0;
      const limit = times === 'always' ? Infinity : times === 'once' ? 1 : times;
      if (count >= limit) return false;
      struck.set(name, count + 1);
      fired.push(name);
      return true;
    },
    reset() {
      struck.clear();
      seen.clear();
    },
  };
}
