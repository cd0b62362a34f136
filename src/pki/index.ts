/** Certificates of the edge: our own CA, the listener's certificate, the firewalls' certificates, and the checks made on them. */
export { openAuthority, type Authority } from './authority.ts';
export { FIREWALL_DAYS, issueFirewall, issueSender, SERVER_DAYS, type IssuedCertificate } from './issue.ts';
export { serverIdentity, type ServerIdentity } from './server-identity.ts';
export { checkFirewall, checkSender, fingerprintOf, type CertificateFacts, type CertificateRefusal } from './check.ts';
export { placeIdentity, readIdentity, writeIdentity, type PlacedIdentity } from './identity-files.ts';
export { parseSerial } from './serial.ts';
export { handshakeRefusal } from './handshake-refusal.ts';
export { changeSigner, isSigned, openSigner, type Signer } from './signing.ts';
