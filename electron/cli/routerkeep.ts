#!/usr/bin/env node
import { Command } from 'commander';
import description from '../../package.json' with { type: 'json' };

await new Command('routerkeep').description(description.description).version(description.version).parseAsync();
