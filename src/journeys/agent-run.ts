/** A running agent as journeys watch it: its events, its news, and waiting for something to come about. */

export type Child = Bun.Subprocess<'pipe', 'pipe', 'pipe'>;
export interface Running { readonly child: Child; readonly events: Record<string, unknown>[]; readonly news: () => string }

export async function until(what: string, yes: () => Promise<boolean> | boolean): Promise<number> {
  const begun = performance.now();
  while (!await yes()) {
    if (performance.now() - begun > 60_000) throw new Error(`it never came about: ${what}`);
    await Bun.sleep(20);
  }
  return performance.now() - begun;
}

export function agentOf(child: Child): Running {
  const events: Record<string, unknown>[] = [];
  let news = '', rest = '';
  const decoder = new TextDecoder();
  void (async () => {
    for await (const piece of child.stdout) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) events.push(JSON.parse(line) as Record<string, unknown>);
    }
  })();
  void (async () => { for await (const piece of child.stderr) news += new TextDecoder().decode(piece); })();
  return { child, events, news: () => news };
}

export async function firstLine(child: Child): Promise<unknown> {
  let text = '';
  for await (const piece of child.stdout) {
    text += new TextDecoder().decode(piece);
    if (text.includes('\n')) break;
  }
  return JSON.parse(text.slice(0, text.indexOf('\n')));
}
