import { generateKeyPairSync } from 'node:crypto';
import type { Methods } from './call.ts';

/**
 * SYNO.API.Auth.UIConfig, protocol.md 1.7: the DSM 7 login page. One client breaks off unless the cookie `_SSID` is 43
 * characters of base64url, the public half of an X25519 key (T N4S4 auth.py). The login answer carries no
 * `ik_message`, so that client goes on without the second handshake.
 */
export const uiConfig: Methods = {
  get: {
    needs: 'nothing',
    handle: () => {
      const { x } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
      return {
        kind: 'data',
        data: { login_style: 'dsm7', enable_secure_signin: false },
        cookies: [`_SSID=${x ?? ''};path=/;HttpOnly`],
      };
    },
  },
};
