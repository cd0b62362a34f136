/** Finding our chain in what nft prints; the program itself is a journey. */
import { expect, test } from 'bun:test';
import { chainOf, openNft } from './nft.ts';

const RULESET = 'table inet others {\n\tchain forward {\n\t\tdrop\n\t}\n}\ntable inet nameplate {\n\tset a {\n\t\ttype ipv4_addr\n\t}\n\n\tchain forward {\n\t\ttype filter hook forward priority filter + 10; policy accept;\n\t\tct direction reply accept\n\t}\n}\ntable inet nameplate_lab {\n}\n';

test('the chain of our table, and no other', () => {
  expect(chainOf(RULESET, 'nameplate', 'forward')).toBe('\tchain forward {\n\t\ttype filter hook forward priority filter + 10; policy accept;\n\t\tct direction reply accept');
  expect(chainOf(RULESET, 'nameplate_lab', 'forward')).toBeUndefined();
  expect(chainOf(RULESET, 'nameplate_x', 'forward')).toBeUndefined();
  expect(chainOf('', 'nameplate', 'forward')).toBeUndefined();
});

test.skipIf(process.platform !== 'linux')('without the program it says what to install', async () => {
  expect(await openNft(() => null).catch((error: unknown) => String(error))).toContain('the program nft is not installed');
});
