/** Branches of makers' object identifiers whose products we know: what an agent with such a sysObjectID is. Without 1.3.6.1.4.1; the longest branch decides. */
import type { CategoryName } from '../../taxonomy/index.ts';

/** "branch branch": the kind; a maker only where it is not that of the number. */
const BY_KIND: readonly (readonly [CategoryName, string])[] = [
  ['Printer', '11.2.3.9 236.11.5 674.10898 119.2.3.95 186.1.7 1129.2.3 683.6 2699.1.1 28959.1'],
  ['Switch', '9.6.1.80 9.6.1.81 9.6.1.82 9.6.1.83 9.6.1.84 9.6.1.85 9.6.1.86 9.6.1.87 9.6.1.88 9.6.1.89 9.6.1.90 9.6.1.91 9.6.1.92 9.6.1.93 9.6.1.94 9.6.1.95 9.12.3.1.3 11.2.3.7 11.2.14.11.15 674.10895 674.11000.5000 2.6.158 2.6.144 20301.1 19046.1 '
    + '47196.4.1.1 171.10 890.1.5.8 12356.106 43.10.27 43.1.8 43.1.16 4413 41112.1.7 42.2.28 119.1.203 231.1.27 161.19.250.257 17713.24'],
  ['Router', '41112.1.5 890.1.2 9.1.1741 12356.121'],
  ['Firewall', '12356.101 12356.1 890.1.6 2011.2.122 2011.2.321'],
  ['Load Balancer', '12356.112 5951.1 5951.6 9.9.161'],
  ['Security Appliance', '12356.102 12356.103 12356.105 12356.107 12356.113 12356.115 12356.118'],
  ['Network Appliance', '3845.31'],
  ['Wireless Access Point', '14823.1.2 171.10.37 207.1.13 2356.13 29671.2.5 8691.15 41112.1.4 41112.1.6 12356.120 17713.21 17713.22 161.19.250 9.6.1.32 9.6.1.34 890.1.9 4526.100.7'],
  ['Wireless Bridge', '41112.1.3 41112.1.9 41112.1.10 17713.6 17713.7 17713.8 17713.9 17713.11 193.81 2011.2.25'],
  ['Wireless Controller', '14823.1.1 2011.2.240 6486.800.1.1.2.2.2 9.1.926 9.1.1069 9.1.1279 9.1.2170 9.1.1293 9.1.1631 9.1.1615 9.1.2371 9.1.2391 9.1.2669'],
  ['Out-of-Band Management', '232.9.4 232.22.2 11.5.7.1 674.10892.2 674.10892.5 42.2.200 231.1.28 19046.11 2.3.51 2011.2.235 11.10.3 13742.4.99 343.2.10'],
  ['Server', '311.1.1.3 232.1 674.10892.1 11.2.3.10'],
  ['Personal Computer', '311.1.1.3.1.1'],
  ['Terminal Server', '850.1.5 850.1.7 10418.16 10418.26 332.11'],
  ['KVM Switch', '10418.3 10418.18 10418.21 13742.1 13742.3'],
  ['Power Distribution Unit', '318.1.3.4 318.1.3.15 318.1.3.11 534.6.6 534.10 850.1.1.3 13742.4 13742.6 3808.1.1.3 10418.17 232.165 2.6.223 476.1.42.4.8 21317.1.3.2 11.2.3.7.1.5 34097.9'],
  ['Uninterruptible Power Supply', '318.1.3.2 318.1.3.5 318.1.3.7 318.1.3.12 318.1.3.13 318.1.3.27 318.1.3.28 534.1 534.2 850.1.1.1 850.1.1.2 3808.1.1.1 3808.1.1.2 476.1.42 232.165.3 119.2.3.93 2.6.182 2011.6.174 674.10902'],
  ['Smart PowerSupply', '2011.6 2254.2.30 193.78 119.2.3.9'],
  ['HVAC', '318.1.3.14 318.1.3.17 318.1.3.31 318.1.3.32 318.1.3.22 476.1.42.4.3 2606.1'],
  ['Environmental Sensor', '318.1.3.8 318.1.3.16 318.1.3.20 2606.4 2606.7 119.1.15'],
  ['Network Storage', '674.11000.2000 674.10893 674.10909 11.2.51 11.2.36 2.6.190 2.6.237 2.6.255 116.3.11 116.5.11 231.1.30 211.1.21 211.4.1 2011.2.251 42.2.225 1588.9999'],
  ['Video Audio Conference', '9.1.1348 9.1.1451 9.1.1457'],
  ['VoIP Communications Equipment', '9.6.1.23 637.64 119.1.76 6889.1.8'],
  ['IP Phone', '6889.1.69'],
  ['Industrial Controller', '4196.1.1 4329.6.3.2'],
  ['Network Equipment', '637.61 2011.2.80 890.1.5.13 3902.1082 3902.1012'],
];

/** Agents of systems that run on anybody's hardware: a server more often than anything else. */
const SYSTEMS = new Set(['42.2.1', '42.2.12', '2.3.1.2', '2.6.11', '2021.250', '8072.3.2.1', '8072.3.2.2', '8072.3.2.3', '8072.3.2.6', '8072.3.2.7', '8072.3.2.8', '8072.3.2.14', '8072.3.2.15', '8072.3.2.16', '63.255']);

const KIND_OF: ReadonlyMap<string, CategoryName> = new Map(BY_KIND.flatMap(([kind, branches]) => branches.trim().split(/\s+/).map((branch): [string, CategoryName] => [branch, kind])));
const ENTERPRISES = '1.3.6.1.4.1.';

export interface ObjectId {
  readonly enterprise: number;
  readonly branch: string;
  readonly kind: CategoryName | undefined;
  /** The kind is a guess from the system. */
  readonly guessed: boolean;
}

/** Undefined for an identifier that is no enterprise's. */
export function readObjectId(text: string): ObjectId | undefined {
  const id = text.trim().replace(/^\.|^iso\.(?=3\.)/, (start) => (start === '.' ? '' : '1.')).replace(/^(?:SNMPv2-SMI::)?enterprises\./, ENTERPRISES);
  const match = /^1\.3\.6\.1\.4\.1\.(\d{1,10})((?:\.\d{1,10}){0,40})$/.exec(id);
  if (match === null) return undefined;
  const enterprise = Number(match[1]), parts = (match[2] ?? '').split('.').slice(1);
  for (let length = Math.min(parts.length, 6); length > 0; length--) {
    const branch = [enterprise, ...parts.slice(0, length)].join('.'), kind = KIND_OF.get(branch);
    if (kind !== undefined) return { enterprise, branch, kind, guessed: false };
    if (SYSTEMS.has(branch)) return { enterprise, branch, kind: 'Server', guessed: true };
  }
  const kind = KIND_OF.get(String(enterprise));
  return { enterprise, branch: String(enterprise), kind, guessed: false };
}
