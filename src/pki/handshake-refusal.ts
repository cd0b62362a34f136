/** Why a TLS handshake failed, as a counter label: for every listener that asks for certificates. */

/** The runtime's own words as a counter label; anything unforeseen is one label. */
const HANDSHAKE_REASONS: Readonly<Record<string, string>> = {
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: 'no_certificate', UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'not_ours', UNABLE_TO_GET_ISSUER_CERT: 'not_ours', UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'not_ours',
  SELF_SIGNED_CERT_IN_CHAIN: 'not_ours', DEPTH_ZERO_SELF_SIGNED_CERT: 'not_ours', CERT_SIGNATURE_FAILURE: 'not_ours', CERT_HAS_EXPIRED: 'expired', CERT_NOT_YET_VALID: 'not_yet_valid', INVALID_PURPOSE: 'wrong_role',
  ERR_SSL_NO_APPLICATION_PROTOCOL: 'no_http2', ERR_SSL_UNSUPPORTED_PROTOCOL: 'old_tls', ERR_SSL_HTTP_REQUEST: 'not_tls', ERR_SSL_WRONG_VERSION_NUMBER: 'not_tls', ERR_TLS_HANDSHAKE_TIMEOUT: 'handshake_timeout',
};
export function handshakeRefusal(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  return HANDSHAKE_REASONS[code] ?? 'handshake_failed';
}
