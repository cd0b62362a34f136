/** Attackers of hostile.ts in a process of their own. Arguments: name of the attack, how many at once. What hostile-node.ts printed comes on stdin; they go on until it ends. */
import { ATTACKS } from './hostile-attacks.ts';

const [name = '', atOnce = '1'] = process.argv.slice(2), attack = ATTACKS.find((one) => one.name === name);
if (attack === undefined) throw new Error(`there is no attack "${name}"`);
const input = Bun.stdin.stream().getReader();
let said = '';
while (!said.includes('\n')) said += new TextDecoder().decode((await input.read()).value);
const target = JSON.parse(said);
let wanted = true, tries = 0;
const one = async (): Promise<void> => {
  while (wanted) {
    tries += 1;
    try {
      await attack.run(target, () => wanted);
    } catch {
      await Bun.sleep(1); // turned away before it began
    }
  }
};
for (let n = 0; n < Number(atOnce); n++) void one();
process.stdout.write('begun\n');
await input.read();
wanted = false;
process.stdout.write(`${tries}\n`);
process.exit(0);
