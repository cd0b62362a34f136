/** Verdicts of a MAC that several devices speak under (NAT): what was heard is of all of them, so it is no one's, and least of all the gateway's own. */
import type { Identity, Tier } from '../model/index.ts';

/** Below "medium" (R52): shown, never enforced. */
const MOST = 60;
/** What does NAT by trade: that verdict is of the gateway itself. */
const GATEWAYS = new Set(['Router', 'Firewall', 'Network Equipment', 'Network Appliance', 'Security Appliance', 'Wireless Access Point', 'Wireless Controller', 'Modem', 'Cellular Gateway', 'Load Balancer', 'Industrial Gateway']);
/** What runs other machines inside, under its own address. */
const COMPUTERS = new Set(['Personal Computer', 'Server', 'Hypervisor', 'Virtual Machine']);
const NOTHING: Tier = Object.freeze({ value: null, confidence: 0 });

/** A computer may share its address with what runs inside it; a thing does not, so a verdict of one is of a device behind. */
export function ofGateway(identity: Identity): Identity {
  const { category, tiers } = identity;
  if (category !== null && GATEWAYS.has(category)) return identity;
  const capped = ({ value, confidence }: Tier): Tier => ({ value, confidence: Math.min(confidence, MOST) });
  if (category !== null && COMPUTERS.has(category)) {
    return {
      ...named(identity), confidence_score: Math.min(identity.confidence_score, MOST),
      tiers: { category: capped(tiers.category), profile: capped(tiers.profile), instance: tiers.instance, vendor: capped(tiers.vendor), model: capped(tiers.model), os: capped(tiers.os) },
      get evidence() { return identity.evidence; },
    };
  }
  return {
    category: 'Router', profile: null, profile_type: 'IT', profile_vertical: 'IT Devices', vendor: null, model: null, os_family: null, os_version: null, confidence_score: 0,
    tiers: { category: { value: 'Router', confidence: MOST }, profile: NOTHING, instance: tiers.instance, vendor: NOTHING, model: NOTHING, os: NOTHING },
    evidence: [{ source: 'traffic.forwards', value: 'nat', weight: 1, time: null, record: null }],
  };
}

function named({ category, profile, profile_type, profile_vertical, vendor, model, os_family, os_version }: Identity): Pick<Identity, 'category' | 'profile' | 'profile_type' | 'profile_vertical' | 'vendor' | 'model' | 'os_family' | 'os_version'> {
  return { category, profile, profile_type, profile_vertical, vendor, model, os_family, os_version };
}
