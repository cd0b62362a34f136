/** Every metric name: what it counts, its unit (in the name, as Prometheus wants) and its labels. */

export interface MetricSpec {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels?: readonly string[];
  /** Upper bounds of a histogram's buckets. */
  readonly buckets?: readonly number[];
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

export const METRICS = {
  // intake
  nameplate_uploads_total: { type: 'counter', help: 'Log uploads by outcome.', labels: ['outcome'] },
  nameplate_upload_bytes_total: { type: 'counter', help: 'Bytes of log uploads as sent.' },
  nameplate_records_total: { type: 'counter', help: 'Records read, by kind.', labels: ['kind'] },
  nameplate_ipv6_records_total: { type: 'counter', help: 'Records with IPv6 addresses: facts are kept, a mapping never comes of them.' },
  nameplate_unfinished_datagrams_total: { type: 'counter', help: 'IP datagrams of captures whose fragments never made a whole within their batch.' },
  nameplate_rejects_total: { type: 'counter', help: 'Records refused, by reason.', labels: ['reason'] },
  nameplate_duplicates_total: { type: 'counter', help: 'Records committed that were seen before, by another path or on another interface.' },
  nameplate_firewall_logs_total: { type: 'counter', help: 'Firewall logs committed, each once, by log type and whether it is used.', labels: ['type', 'used'] },
  nameplate_log_books: { type: 'gauge', help: 'Books kept of firewalls and log types.' },
  nameplate_log_books_folded: { type: 'gauge', help: 'Commits with records for which there was no room for a book, since the start.' },
  nameplate_applied_mappings: { type: 'gauge', help: 'Mappings that firewalls show in their logs.' },
  nameplate_applied_mappings_evicted: { type: 'gauge', help: 'Of these, dropped to make room, since the start.' },
  nameplate_addresses_credited_total: { type: 'counter', help: 'Private addresses in rows without a MAC, by whether a device was credited or why not.', labels: ['outcome'] },
  nameplate_tenures_forgotten: { type: 'gauge', help: 'Earlier holders of addresses forgotten for want of room, since the start.' },
  nameplate_instance_keys_dropped: { type: 'gauge', help: 'Serial numbers and the like not kept because too many waited for a checkpoint, since the start.' },
  nameplate_macless_devices_total: { type: 'counter', help: 'Devices made that are known by their address alone.' },
  nameplate_unheld_addresses: { type: 'gauge', help: 'Addresses in logs that nobody holds and that are not yet devices of their own.' },
  nameplate_unheld_addresses_forgotten: { type: 'gauge', help: 'Of these, forgotten for want of room, since the start.' },
  nameplate_forwarders_total: { type: 'counter', help: 'Devices found to pass on what others send, by role.', labels: ['role'] },
  nameplate_passed_on_rows: { type: 'gauge', help: 'Sides of records credited to nobody because a router or NAT passed them on, each kind of record once, since the start.' },
  nameplate_router_suspects: { type: 'gauge', help: 'MACs with some sign of passing on what others send.' },
  nameplate_router_suspects_forgotten: { type: 'gauge', help: 'Of these, forgotten for want of room, since the start.' },
  nameplate_queue_batches: { type: 'gauge', help: 'Batches waiting for a kernel worker.' },
  // tick
  nameplate_tick_seconds: { type: 'histogram', help: 'Time one tick takes, from fold to publish.', buckets: SECONDS },
  nameplate_commit_seconds: { type: 'histogram', help: 'Time one commit takes.', buckets: SECONDS },
  nameplate_ticks_merged_total: { type: 'counter', help: 'Ticks that were late and merged into the next.' },
  nameplate_pending_batches: { type: 'gauge', help: 'Uploads folded in that wait for a commit.' },
  nameplate_observations_ignored_total: { type: 'counter', help: 'Observations of group MACs or impossible addresses.' },
  nameplate_devices: { type: 'gauge', help: 'Devices known.' },
  nameplate_devices_older_than_a_day: { type: 'gauge', help: 'Devices first met a day ago or longer, by tenant; counted once an hour.', labels: ['tenant'] },
  nameplate_devices_named_within_a_day: { type: 'gauge', help: 'Of these, the ones named with high confidence within their first day (R53).', labels: ['tenant'] },
  nameplate_devices_learning: { type: 'gauge', help: 'Devices in their first two days, still being learnt (R55), by tenant; counted once an hour.', labels: ['tenant'] },
  nameplate_first_device_seconds: { type: 'gauge', help: 'Time from the first firewall or sender let in to the first device, by tenant (R54).', labels: ['tenant'] },
  nameplate_devices_static: { type: 'gauge', help: 'Devices that people gave an address: they are never evicted.' },
  nameplate_devices_over_max: { type: 'gauge', help: 'Devices beyond devices.max: waiting to be evicted, or static ones that leave no more room.' },
  nameplate_devices_evicted_total: { type: 'counter', help: 'Devices dropped because the table was full.' },
  nameplate_catalogue: { type: 'gauge', help: 'Names of applications and subnets kept.' },
  nameplate_catalogue_forgotten_total: { type: 'counter', help: 'Such names that left for want of room, by tenant.', labels: ['tenant'] },
  nameplate_baselines_forgotten: { type: 'gauge', help: 'Of what the devices of a profile usually do, left for want of room, since the start.' },
  nameplate_evidence_sources: { type: 'gauge', help: 'Kinds of records and their senders that evidence came from.' },
  nameplate_evidence_sources_refused: { type: 'gauge', help: 'Records whose evidence says no source because there are too many of them, since the start.' },
  nameplate_devices_scored_total: { type: 'counter', help: 'Device vectors scored.' },
  nameplate_targets_inspected_total: { type: 'counter', help: 'Request targets looked at for injections; one that was said before is looked at once.' },
  nameplate_injections_total: { type: 'counter', help: 'Request targets that carried an SQL injection.' },
  nameplate_alerts_dropped_total: { type: 'counter', help: 'Alerts that were not raised because too many waited for a commit.' },
  // mappings
  nameplate_mappings: { type: 'gauge', help: 'Mappings published.' },
  nameplate_mapping_changes_total: { type: 'counter', help: 'Mapping changes, by kind.', labels: ['kind'] },
  nameplate_revision: { type: 'gauge', help: 'Revision last published, by tenant.', labels: ['tenant'] },
  nameplate_given_addresses_contested: { type: 'gauge', help: 'Addresses that people gave to one device and that another one holds now.' },
  nameplate_mappings_refused: { type: 'gauge', help: 'Mappings not taken in because the table was full, since the start.' },
  // polls
  nameplate_polls_total: { type: 'counter', help: 'Polls answered, by reply kind.', labels: ['kind'] },
  nameplate_snapshots_total: { type: 'counter', help: 'Snapshots sent, by reason.', labels: ['reason'] },
  nameplate_poll_bytes_total: { type: 'counter', help: 'Bytes of poll replies.' },
  nameplate_pushes_total: { type: 'counter', help: 'Frames pushed on mapping streams, by kind.', labels: ['kind'] },
  nameplate_push_bytes_total: { type: 'counter', help: 'Bytes of pushed frames.' },
  nameplate_list_answers_total: { type: 'counter', help: 'Answers to who asked for address lists or the JSON feed, by what they got.', labels: ['answer'] },
  nameplate_list_connections: { type: 'gauge', help: 'Connections at the lists port.' },
  nameplate_deliveries_total: { type: 'counter', help: 'Frames brought to webhooks and PAN-OS firewalls, by what came of them.', labels: ['kind', 'outcome'] },
  nameplate_firewalls_by_lag: { type: 'gauge', help: 'Firewalls whose oldest change that they do not have yet has waited at most so many seconds; those that wait for nothing count as zero.', labels: ['le'] },
  nameplate_firewall_worst_lag_seconds: { type: 'gauge', help: 'Seconds that the oldest change has waited, of the ten firewalls that are furthest behind.', labels: ['serial'] },
  nameplate_firewall_worst_lag_entries: { type: 'gauge', help: 'Changes that wait, of the same firewalls.', labels: ['serial'] },
  nameplate_streams: { type: 'gauge', help: 'Mapping streams open.' },
  nameplate_streams_ended_total: { type: 'counter', help: 'Mapping streams ended, by reason.', labels: ['reason'] },
  nameplate_firewalls_connected: { type: 'gauge', help: 'Firewall connections open.' },
  nameplate_connections_ended_total: { type: 'counter', help: 'Connections ended by the node, by reason.', labels: ['reason'] },
  nameplate_requests_refused_total: { type: 'counter', help: 'Requests refused or given up, by reason.', labels: ['reason'] },
  nameplate_enrolments_total: { type: 'counter', help: 'Requests at the enrolment port, by what came of them.', labels: ['outcome'] },
  nameplate_mappings_shed: { type: 'gauge', help: 'Mappings that the firewall with the least room is not shown.' },
  nameplate_enrolment_connections: { type: 'gauge', help: 'Connections at the enrolment port.' },
  nameplate_handshakes_refused_total: { type: 'counter', help: 'Connections refused, by reason.', labels: ['reason'] },
  // dictionary
  nameplate_dictionary_version: { type: 'gauge', help: 'Version of the device dictionary.' },
  nameplate_dictionary_entries: { type: 'gauge', help: 'Entries in the device dictionary, by kind.', labels: ['kind'] },
  nameplate_dictionary_withheld: { type: 'gauge', help: 'Names that devices turned out to have and that the last rebuild left out of the dictionary, by reason.', labels: ['reason'] },
  nameplate_dictionary_rebuild_seconds: { type: 'gauge', help: 'Time the last rebuild of the dictionary took.' },
  nameplate_dictionary_answers_total: { type: 'counter', help: 'Answers to firewalls that asked for the dictionary, by what they got.', labels: ['answer'] },
  // syslog
  nameplate_syslog_total: { type: 'counter', help: 'Messages and connections of syslog senders, by kind of sender and what became of them.', labels: ['kind', 'event'] },
  nameplate_syslog_connections: { type: 'gauge', help: 'Syslog connections open, handshakes included.' },
  nameplate_syslog_buffered_bytes: { type: 'gauge', help: 'Bytes of syslog messages waiting to be parsed.' },
  nameplate_syslog_listening: { type: 'gauge', help: 'One while a syslog listener has its port, else zero.', labels: ['listener'] },
  // archive
  nameplate_archive_records_total: { type: 'counter', help: 'Records written to the archive of raw logs, rejects included.' },
  nameplate_archive_bytes_total: { type: 'counter', help: 'Bytes written to the archive, packed.' },
  nameplate_archive_write_seconds: { type: 'histogram', help: 'Time a tick waits for the archive: its writes and syncs.', buckets: SECONDS },
  nameplate_archive_waiting_bytes: { type: 'gauge', help: 'Bytes of logs in memory that wait for a commit.' },
  nameplate_archive_refused_total: { type: 'counter', help: 'Uploads refused because too many bytes of logs waited for a commit.' },
  nameplate_archive_swept_records_total: { type: 'counter', help: 'Records deleted from the archive, by reason: their age, or the cap on bytes.', labels: ['reason'] },
  nameplate_archive_lost_records_total: { type: 'counter', help: 'Records that the index knew and a damaged file no longer had.' },
  nameplate_archive_stored_bytes: { type: 'gauge', help: 'Size of the archive, by tenant.', labels: ['tenant'] },
  nameplate_clock_leap_seconds: { type: 'gauge', help: 'How far the wall clock leapt and is not yet believed.' },
  // process
  nameplate_resident_bytes: { type: 'gauge', help: 'Resident memory of the process.' },
  nameplate_store_damaged: { type: 'gauge', help: 'Whether the database was found damaged, 1 or 0.' },
  nameplate_start_seconds: { type: 'gauge', help: 'Time from start to both listeners ready.' },
  nameplate_loop_failures_total: { type: 'counter', help: 'Background loops that failed and were restarted, by loop.', labels: ['loop'] },
  nameplate_metric_series_dropped_total: { type: 'counter', help: 'Label values folded into "other" because a metric had too many.' },
} as const satisfies Readonly<Record<string, MetricSpec>>;

export type MetricName = keyof typeof METRICS;
