/** The client's end of the edge API: a connection, polls, and the map that is held. An outsider: it knows the wire and nothing of the node. */
export { EdgeClient, LostCall, refusalText, type Call, type Identity, type Listening, type Reply } from './edge-client.ts';
export { greet } from './greeting.ts';
export { HeldMap, type FrameFault, type HeldEntry, type HeldPosition } from './held-map.ts';
export { renewFirewall, renewIfDue } from './renewing.ts';
export { pause } from './pause.ts';
export { PollingClient, type PollOptions, type PollOutcome } from './polling.ts';
