/** The table of parameters: enough of them, each named once and told apart as evidence of a type or of one unit. */
import { expect, test } from 'bun:test';
import { PARAMETERS, parameterIndex } from './parameters.ts';

test('[R41] there are more than 200 named parameters, option 55, user agents, protocols and headers among them', () => {
  expect(PARAMETERS.length).toBeGreaterThan(200);
  expect(new Set(PARAMETERS.map(({ name }) => name)).size).toBe(PARAMETERS.length);
  for (const name of ['dhcp.parameter_request_list', 'http.user_agent', 'traffic.protocol', 'http.server']) expect(parameterIndex(name)).toBeGreaterThanOrEqual(0);
});

test('what belongs to one unit is no evidence of a type', () => {
  for (const name of ['dhcp.client_id', 'hip.machine']) expect(PARAMETERS[parameterIndex(name)]?.identifies).toBe('instance');
  for (const { name, identifies } of PARAMETERS) if (/serial|asset/.test(name)) expect([name, identifies]).toEqual([name, 'instance']);
});
