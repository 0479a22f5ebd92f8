import type { Plugin, PluginOption, UserConfig } from 'vite';
import { describe, expect, it } from 'vitest';
import cli from '../../build/vite.cli.config.ts';
import main from '../../build/vite.main.config.ts';
import page from '../../build/vite.page.config.ts';
import preload from '../../build/vite.preload.config.ts';

async function pluginsOf(options: readonly PluginOption[]): Promise<readonly Plugin[]> {
  const found: Plugin[] = [];
  for (const option of options) {
    const one = await option;
    if (Array.isArray(one)) found.push(...(await pluginsOf(one)));
    else if (one && 'name' in one) found.push(one);
  }
  return found;
}

const configs: Readonly<Record<string, UserConfig>> = { cli, main, page, preload };

describe('the build', () => {
  it.each(Object.keys(configs))('changes no source of a library (%s)', async (name) => {
    const all = await pluginsOf(configs[name]?.plugins ?? []);
    const own = all.filter((plugin) => plugin.name.startsWith('routerkeep-'));
    if (name !== 'preload') expect(own.length).toBeGreaterThan(0);
    for (const plugin of own) {
      expect(plugin.transform, plugin.name).toBeUndefined();
      expect(plugin.resolveId, plugin.name).toBeUndefined();
      if (typeof plugin.load !== 'function') continue;
      for (const id of [
        '/x/node_modules/axios/lib/utils.js',
        '/x/node_modules/react-aria/dist/main.mjs',
        'node:http',
      ]) {
        expect(Reflect.apply(plugin.load, undefined, [id]), plugin.name).toBeNull();
      }
    }
  });
});
