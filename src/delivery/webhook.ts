/** A webhook: each change as the frame that firewalls are polled with, signed so that the receiver knows who says it and when. */
import { createHmac } from 'node:crypto';
import type { Secret } from '../model/index.ts';
import { NotTaken, type Carrier } from './courier.ts';
import type { Destination } from './destination.ts';

/** HMAC-SHA-256 of `TIMESTAMP.BODY`: with the time inside, an old one cannot be sent again later. */
export function signatureOf(secret: Secret, timestamp: string, body: Uint8Array): string { return `v1=${createHmac('sha256', secret.reveal()).update(`${timestamp}.`).update(body).digest('hex')}`; }

/** `secret` is read for each delivery: it may be changed while the node runs. */
export function webhook(name: string, to: Destination, secret: () => Secret, now: () => number): Carrier {
  return {
    async carry(_frame, bytes, signal) {
      const timestamp = String(Math.floor(now() / 1000));
      const { status, retryMs } = await to.post(bytes, { 'content-type': 'application/json', 'nameplate-outlet': name, 'nameplate-timestamp': timestamp, 'nameplate-signature': signatureOf(secret(), timestamp, bytes) }, signal);
      if (status < 200 || status > 299) throw new NotTaken(`it answered ${status}`, retryMs);
    },
  };
}
