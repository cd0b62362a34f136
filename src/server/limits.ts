/** Every bound of the firewall listener in one place, taken from the config. Each has a counter where it is enforced. */
import type { Config } from '../config/index.ts';

export interface EdgeLimits {
  /** Connections of all firewalls together. */
  readonly connections: number;
  /** Handshakes under way: beside the connections, so that strangers take none of them. */
  readonly handshakes: number;
  readonly handshakesPerAddress: number;
  /** R6: 1 to 20 connections from one firewall. */
  readonly connectionsPerFirewall: number;
  readonly streamsPerConnection: number;
  readonly uploadsPerFirewall: number;
  /** Open mapping streams; 0 pushes nothing. */
  readonly streamsPerFirewall: number;
  readonly headerBytes: number;
  readonly handshakeMs: number;
  /** A connection that neither sends nor takes a byte for so long, and waits for no reply, is dropped. */
  readonly idleMs: number;
  /** A body that brings nothing for so long, or a reader that takes nothing for so long, loses its stream. */
  readonly stallMs: number;
  readonly requestsPerSecond: number;
  readonly holdMaxSeconds: number;
  readonly uploadBytes: number;
  readonly pageBytes: number;
  readonly mappings: number;
}

export function edgeLimits(config: Config): EdgeLimits {
  const edge = config.edge;
  return {
    connections: edge.connectionsMax, handshakes: edge.handshakesMax, handshakesPerAddress: edge.handshakesPerAddress, connectionsPerFirewall: edge.connectionsPerFirewall, streamsPerConnection: edge.streamsPerConnection, uploadsPerFirewall: edge.uploadsPerFirewall, streamsPerFirewall: edge.streamsPerFirewall,
    headerBytes: edge.headersMaxBytes, handshakeMs: edge.handshakeMs, idleMs: edge.idleSeconds * 1000, stallMs: edge.stallSeconds * 1000,
    requestsPerSecond: edge.requestsPerSecond, holdMaxSeconds: edge.holdMaxSeconds,
    uploadBytes: edge.uploadMaxBytes, pageBytes: config.mapping.frameMaxBytes, mappings: config.mapping.maxEntries,
  };
}

/** HTTP/2 frames that a firewall may send for each request a second it may make, beside what its bodies take: 5,000 a second at 200. */
export const FRAMES_A_REQUEST = 25, FRAMES_PER_SECOND_LEAST = 1000;
/** How long a firewall that flooded is not let in again: its next flood costs us a burst, and no more than one in so long. */
export const COOL_MS = 10_000;
/** Stream resets, pings and settings one connection may send in ten seconds: opening and cancelling at once costs us much and the peer nothing (CVE-2023-44487). */
export const NUISANCES_PER_10_S = 300;
/** How often the registry is asked whether it changed: what a revoked firewall has left, in milliseconds. */
export const SWEEP_MS = 200;
