/** Enforcement on Linux: mappings and a policy become nftables sets and rules of this machine. */
export { agentStatus, rulesText, runAgent, type AgentOptions } from './run.ts';
