/** What a firewall may have of a node: licences, feature gates, caps, and the credential that it needs. Pure. */
export { after, CACHE_MINUTES, endsAt, GRACE_DAYS, readTerm, standingOf, startsAt, termText, type Holder, type Licence, type Standing, type Term } from './licence.ts';
export { FIRST_RELEASE, GATES, gateSays, gatesOf, type Described, type Gate } from './gates.ts';
export { AUTOMATIC, credentialsFor, isAutomatic, releaseOf, type CredentialAdvice, type CredentialAsk, type Need } from './credentials.ts';
export { DEVICE_OBJECTS, mappingsOf } from './caps.ts';
export { consumerOf, gatesFor, type Consumer } from './consumers.ts';
export { misfits, type Misfit, type Noted, type NotedFirewall } from './consistency.ts';
