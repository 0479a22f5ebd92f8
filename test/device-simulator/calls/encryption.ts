import { ok } from '../answer.ts';
import { deviceSeconds } from '../device.ts';
import { envelopeKey } from '../keys.ts';
import type { Methods } from './call.ts';

/** SYNO.API.Encryption, protocol.md 1.4 (R aerialls tests/payload.py). */
export const encryption: Methods = {
  getinfo: {
    needs: 'nothing',
    handle: async (call, device) => {
      const { keyForm, keyBits, cipherKey, cipherToken } = device.behaviour;
      const { publicKey } = await envelopeKey(keyBits);
      const hex = keyForm === 'hex' || (keyForm === 'as-asked' && call.params.get('format') === 'module');
      const modulus = publicKey.export({ format: 'jwk' }).n ?? '';
      return ok({
        cipherkey: cipherKey,
        ciphertoken: cipherToken,
        public_key: hex
          ? // C N4S4: the modulus alone, two digits a byte; the exponent 0x10001 is not sent.
            Buffer.from(modulus, 'base64url').toString('hex').toUpperCase()
          : publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        server_time: deviceSeconds(device),
      });
    },
  },
};
