/** Failures of name lookup, connecting or TLS: no byte of the message left this machine. */
const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EDNS',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Node's words for a connection that ended during the handshake; its code is that of any connection that ended. */
const endedBeforeTls = 'disconnected before secure TLS connection was established';

/** True when the error proves that the request never reached the provider. */
export function failedBeforeSending(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  if (code !== null && beforeSending.has(code)) return true;
  if ('syscall' in error && (error.syscall === 'connect' || error.syscall === 'getaddrinfo')) return true;
  if (error.message.includes(endedBeforeTls)) return true;
  return error.cause !== undefined && failedBeforeSending(error.cause);
}

/** The error's `code`, where it has one. */
export function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
