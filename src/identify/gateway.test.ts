/** A gateway is never one of the devices behind it. */
import { expect, test } from 'bun:test';
import type { Identity } from '../model/index.ts';
import { ofGateway } from './gateway.ts';

function identity(category: string | null, type: string | null, confidence: number): Identity {
  const tier = { value: category, confidence };
  return { category, profile: category, profile_type: type, profile_vertical: null, vendor: 'Acme', model: 'X', os_family: null, os_version: null, confidence_score: confidence, tiers: { category: tier, profile: tier, instance: tier, vendor: tier, model: tier, os: tier }, evidence: [] };
}

test('[R50] a camera behind NAT does not become the gateway, a computer is no longer sure, a router stays what it is', () => {
  const camera = ofGateway(identity('Camera', 'IoT', 98));
  expect([camera.category, camera.profile, camera.vendor, camera.confidence_score, camera.tiers.category.confidence]).toEqual(['Router', null, null, 0, 60]);
  const server = ofGateway(identity('Server', 'IT', 98));
  expect([server.category, server.confidence_score, server.tiers.model.confidence]).toEqual(['Server', 60, 60]);
  expect(ofGateway(identity('Smartphone', 'IT', 54)).category).toBe('Router');
  const router = identity('Router', 'IT', 98);
  expect(ofGateway(router)).toBe(router);
  expect(ofGateway(identity(null, null, 0)).category).toBe('Router');
});
