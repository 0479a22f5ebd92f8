/** Speaks to one Synology device: address, trusted connection, list of calls, sign-in, session, configuration backup, identity. */
export { parseAddress } from './address.ts';
export { connect } from './connection.ts';
export { discover } from './discover.ts';
export { endpointsOf, isSamePlace, originOf } from './endpoints.ts';
export { signalsInIdentity, weigh, type Evidence } from './product.ts';
export { present } from './present.ts';
export { createRecorder, type Recorder } from './recorder.ts';
export { formsToTry } from './sign-in-form.ts';
export { checkCode, checkPassword, checkUserName } from './sign-in-input.ts';
export { signIn } from './sign-in.ts';
export { pinTo, trustAfter, trustAuthority, vouchesFor } from './trust.ts';
export type * from './types.ts';
export { withSession } from './with-session.ts';
