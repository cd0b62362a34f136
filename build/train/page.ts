/** The evaluation as one page that needs nothing else: tables, and plots drawn as SVG. */
import type { Plot, Section } from './report.ts';

const WIDTH = 460, HEIGHT = 320, LEFT = 46, BOTTOM = 38, TOP = 12, RIGHT = 12;
const COLOURS = ['#1f6feb', '#d1242f', '#1a7f37', '#9a6700'];
const escaped = (text: string | number): string => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Shares go from 0 to 1 on both axes, or along a logarithmic axis from 1. */
function drawn({ x, y, isLog = false, hasDiagonal = false, curves }: Plot): string {
  const most = isLog ? Math.max(1, ...curves.flatMap(({ points }) => points.map(([at]) => at))) : 1;
  const across = (value: number): number => LEFT + (WIDTH - LEFT - RIGHT) * (isLog ? Math.log(Math.max(1, value)) / Math.log(Math.max(2, most)) : value), up = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value);
  const point = ([at, value]: readonly [number, number]): string => `${across(at).toFixed(1)},${up(value).toFixed(1)}`;
  const ticks = isLog ? [1, 4, 16, 64, 256, 1024].filter((tick) => tick <= most) : [0, 0.25, 0.5, 0.75, 1];
  const parts = [
    ...[0, 0.25, 0.5, 0.75, 1].map((tick) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${up(tick)}" y2="${up(tick)}" class="grid"/><text x="${LEFT - 6}" y="${up(tick) + 4}" text-anchor="end">${tick}</text>`),
    ...ticks.map((tick) => `<text x="${across(tick)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${tick}</text>`),
    `<text x="${(LEFT + WIDTH) / 2}" y="${HEIGHT - 4}" text-anchor="middle">${escaped(x)}</text>`, `<text x="12" y="${HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 12 ${HEIGHT / 2})">${escaped(y)}</text>`,
    hasDiagonal ? `<line x1="${across(0)}" y1="${up(0)}" x2="${across(1)}" y2="${up(1)}" class="diagonal"/>` : '',
    ...curves.map(({ name, points }, i) => {
      const colour = COLOURS[i % COLOURS.length], label = TOP + 14 + i * 16;
      return `<polyline points="${points.map(point).join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>${points.map((at) => { const [cx, cy] = point(at).split(','); return `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`; }).join('')}<text x="${LEFT + 8}" y="${label}" fill="${colour}">${escaped(name)}</text>`;
    }),
  ];
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escaped(`${y} by ${x}`)}">${parts.join('')}</svg>`;
}

export function page(sections: readonly Section[], heading: string): string {
  const body = sections.map(({ title, note, columns, rows, plot }) => `<section><h2>${escaped(title)}</h2><p>${escaped(note)}</p>${plot === undefined ? '' : drawn(plot)}<table><thead><tr>${columns.map((column) => `<th>${escaped(column)}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td${typeof cell === 'number' ? ' class="number"' : ''}>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table></section>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(heading)}</title><style>
body{font:15px/1.45 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1f2328}h2{margin-top:2.2rem}p{max-width:46rem}
table{border-collapse:collapse;margin:.6rem 0}th,td{border-bottom:1px solid #d0d7de;padding:.25rem .7rem;text-align:left}.number{text-align:right;font-variant-numeric:tabular-nums}
svg text{font:12px system-ui,sans-serif;fill:#57606a}.grid{stroke:#eaeef2}.diagonal{stroke:#8c959f;stroke-dasharray:4 4}
</style></head><body><h1>${escaped(heading)}</h1>${body.join('')}</body></html>\n`;
}
