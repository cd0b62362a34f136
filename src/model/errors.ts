/** The one error class and the one table of what can go wrong: code, exit code, HTTP status, and the operator's next step. */

export const ERRORS = {
  usage: { status: 400, exit: 2, next: 'run the command with --help' },
  bad_config: { status: 500, exit: 2, next: 'correct that key; nameplate config print lists all of them with their bounds' },
  not_found: { status: 404, exit: 1, next: 'check the path or name' },
  unreadable: { status: 400, exit: 1, next: 'check the path, and that this user may read and write there' },
  wrong_format: { status: 415, exit: 1, next: 'give a pcap or pcapng capture, or newline-delimited JSON records' },
  too_large: { status: 413, exit: 1, next: 'split the input or raise the limit in the config' },
  bad_request: { status: 400, exit: 1, next: 'compare the request with the documented shape' },
  unauthorized: { status: 401, exit: 1, next: 'present a certificate of this node that is registered and not revoked; nameplate firewall list shows them' },
  forbidden: { status: 403, exit: 1, next: 'see in nameplate firewall list whether it was revoked' },
  enrolment_refused: { status: 401, exit: 1, next: 'ask the owner of the node for a new one-time password: each is good once, for one serial, and not for long' },
  gated: { status: 403, exit: 1, next: 'see what is stated of it with nameplate firewall describe' },
  licence_expired: { status: 403, exit: 1, next: 'renew its licence: nameplate licence list shows what it has; mappings that it holds are void 200 minutes after the end' },
  read_only: { status: 403, exit: 1, next: 'change it where it was configured, in Panorama' },
  unsupported: { status: 422, exit: 1, next: 'leave the entry to a firewall of another series' },
  conflict: { status: 409, exit: 1, next: 'choose another name, or say --replace where the command has it' },
  overloaded: { status: 503, exit: 1, next: 'retry after the delay given' },
  rate_limited: { status: 429, exit: 1, next: 'wait as long as the reply says, and ask less often' },
  port_in_use: { status: 500, exit: 1, next: 'stop the other process or choose another port' },
  certificate: { status: 500, exit: 1, next: 'restore that file from a backup of the data folder; nothing was changed' },
  credentials: { status: 401, exit: 1, next: 'give the three files that firewall add wrote for this firewall, or have it write new ones with --replace' },
  corrupt_store: { status: 500, exit: 1, next: 'restore the data folder from a backup; nothing was changed' },
  incomplete_store: { status: 500, exit: 1, next: 'restore the whole data folder from one backup, or start with an empty folder and enrol every firewall again; nothing was changed' },
  newer_store: { status: 500, exit: 1, next: 'start the version that wrote it, or a newer one' },
  store_locked: { status: 500, exit: 1, next: 'stop the other node that uses this data folder, or choose another folder' },
  disk_full: { status: 507, exit: 1, next: 'free disk space and try again; nothing acknowledged was lost' },
  timeout: { status: 504, exit: 1, next: 'check the address and the port, and that the node runs there' },
  internal: { status: 500, exit: 1, next: 'report this with the log around it' },
} as const;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorFields = Readonly<Record<string, string | number | boolean | null>>;

/** Message starts lower case, has no full stop and no interpolated values: values go in `fields`. */
export class EdgeError extends Error {
  readonly code: ErrorCode;
  readonly fields: ErrorFields;
  /** What the operator does next: the code's step, unless this place knows a better one. */
  readonly next: string;
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; fields?: ErrorFields; next?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EdgeError';
    this.code = code;
    this.fields = options.fields ?? {};
    this.next = options.next ?? ERRORS[code].next;
  }
  get status(): number { return ERRORS[this.code].status; }
  get exit(): number { return ERRORS[this.code].exit; }
}
