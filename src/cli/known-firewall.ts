/** The serial of a firewall as somebody types it to ask of it: a slip of the pen is told, and not answered with "nothing". */
import { EdgeError } from '../model/index.ts';
import type { Store } from '../store/index.ts';
import type { Invocation } from './command.ts';

/** Registered, invited, licensed, described, or named in logs that came. */
function isKnownFirewall(store: Store, serial: string): boolean {
  return store.firewalls.find(serial) !== undefined || store.books.logs(serial).length > 0 || store.descriptions.get(serial) !== undefined || store.licences.of(serial).length > 0 || store.tokens.list().some((token) => token.serial === serial);
}

export function firewallAsked(store: Store, serial: string): string {
  if (!isKnownFirewall(store, serial)) throw new EdgeError('not_found', 'no firewall has this serial', { fields: { serial: serial.slice(0, 64) }, next: 'see them with nameplate firewall list' });
  return serial;
}

/** Where something is stated of one before it is there. */
export function tellIfUnknown({ io }: Invocation, store: Store, serial: string): void {
  if (!isKnownFirewall(store, serial)) io.note(`no firewall has the serial ${serial} yet; nameplate firewall list shows which there are`);
}
