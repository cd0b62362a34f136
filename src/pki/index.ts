/** Certificates of the edge: our own CA, the listener's certificate, the firewalls' certificates, and the checks made on them. */
export { openAuthority, type Authority, type Issuer } from './authority.ts';
export { ALL as AUTHORITIES_KEY, type SwappingMemory } from './generations.ts';
export { retireAuthority, rotateAuthority } from './rotation.ts';
export { FIREWALL_DAYS, issueFirewall, issueSender, RENEW_DAYS, SERVER_DAYS, signFirewall, type IssuedCertificate, type SignedCertificate } from './issue.ts';
export { checkRequest, makeRequest, REQUEST_MAX, type CheckedRequest } from './request.ts';
export { CRL_DAYS, revocationsPem, signRevocations, type Revocation } from './revocations.ts';
export { serverIdentity, type ServerIdentity } from './server-identity.ts';
export { checkFirewall, checkSender, fingerprintOf, type CertificateFacts, type CertificateRefusal, type Issuers } from './check.ts';
export { placeAt, placeIdentity, readIdentity, writeIdentity, type PlacedIdentity } from './identity-files.ts';
export { parseSerial } from './serial.ts';
export { newToken, readToken, secretFits, type NewToken } from './tokens.ts';
export { handshakeRefusal } from './handshake-refusal.ts';
export { changeSigner, isSigned, openSigner, type Signer } from './signing.ts';
