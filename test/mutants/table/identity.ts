import { mutantsOf, type Mutant } from '../types.ts';

/** Who a device is, and how often it is signed in to. */
export const IDENTITY: readonly Mutant[] = [
  ...mutantsOf('electron/keeper/same-device.ts', ['test/keeper/same-device.test.ts'], {
    'the model where no serial is told': [' ||\n    (!bothSerials && differs(remembered.model, found.model))'],
    'the serial that decides': ['    differs(...serials) ||\n    (differs(...products)', '    (differs(...products)'],
  }),
  ...mutantsOf('electron/keeper/back-up.ts', ['test/keeper/other-device.test.ts'], {
    'the product that is compared before a credential leaves': [
      '    assertSameProduct(device.identity, directory.evidence);\n',
    ],
  }),
  ...mutantsOf('electron/keeper/reach.ts', ['test/keeper/reach.test.ts'], {
    'the silent path below a page that answers': ['isSameDoor(one.endpoint, endpoint)', 'one.endpoint === undefined'],
  }),
];
