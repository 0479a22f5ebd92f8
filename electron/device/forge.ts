import type nodeForge from 'node-forge';

/**
 * The parts of node-forge that the login envelope takes: RSA, AES, MD5, ASN.1. Loaded at the first sign-in; the whole
 * package would cost every start of the program its X.509, TLS and PKCS#12.
 * Why not node:crypto: Electron's BoringSSL drops legacy algorithms between releases, and the envelope needs three of them.
 */
export async function loadForge(): Promise<typeof nodeForge> {
  const { default: forge } = await import('node-forge/lib/forge.js');
  await Promise.all([
    import('node-forge/lib/rsa.js'),
    import('node-forge/lib/aes.js'),
    import('node-forge/lib/md5.js'),
  ]);
  return forge;
}
