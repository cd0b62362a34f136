/** One name a system, and versions that are versions. */
import { expect, test } from 'bun:test';
import { tidied } from './tidy.ts';

test('[R58] a version ends with its line, and before who built it', () => {
  for (const [said, version] of [
    ['12.1(20000209:213648) [ashokn-dp82932 101]\nCopyright (c) 1986-2000 by cisco Systems', '12.1(20000209:213648)'], ['15.2(4)JA1, RELEASE SOFTWARE', '15.2(4)JA1'], ['6.48.6', '6.48.6'], ['Server 2019', 'Server 2019'], ['Ubuntu 22.04', 'Ubuntu 22.04'],
    ['7.4e.1\r\nBuild 5', '7.4e.1'], ['9.3(5) Copyright 2020', '9.3(5)'],
  ] as const) expect(tidied({ rule: 'a/b', os_family: 'Linux', os_version: said, certainty: 0.9 }).os_version).toBe(version);
  expect(tidied({ rule: 'a/b', os_version: '\nCopyright', certainty: 0.9 })).toEqual({ rule: 'a/b', certainty: 0.9 });
});

test('[R58] books that call one system by two names do not contradict each other; what needs nothing stays the same object', () => {
  for (const [one, name] of [['IOS', 'Cisco IOS'], ['Cisco IOS', 'Cisco IOS'], ['IOS XE', 'Cisco IOS XE'], ['NX-OS', 'Cisco NX-OS'], ['VMware ESXi', 'ESXi'], ['iOS', 'iOS'], ['Linux', 'Linux']] as const) expect(tidied({ rule: 'a/b', os_family: one, certainty: 0.9 }).os_family).toBe(name);
  const claim = { rule: 'a/b', vendor: 'Cisco', model: 'WS-C2960', os_family: 'Cisco IOS', os_version: '12.2', certainty: 0.9 };
  expect(tidied(claim)).toBe(claim);
  expect(tidied({ ...claim, model: 'WS-C2960\nserial' }).model).toBe('WS-C2960');
});
