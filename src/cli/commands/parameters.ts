/** `nameplate parameters`: every parameter that a device is known by: what it is, its unit, where it comes from, and whether it tells a type or one unit (R41). */
import { EdgeError, PARAMETER_SOURCES, PARAMETERS, type Parameter } from '../../model/index.ts';
import type { CommandBody } from '../command.ts';
import { textTable } from '../text-table.ts';

const HEADER = ['PARAMETER', 'KIND', 'IDENTIFIES', 'UNIT', 'WHAT IT IS'] as const;

export const parameters: CommandBody = async (call) => {
  const { io } = call, source = call.text('source'), identifies = call.text('identifies');
  if (source !== undefined && !PARAMETER_SOURCES.includes(source)) throw new EdgeError('usage', 'there is no such source of parameters', { fields: { source, sources: PARAMETER_SOURCES.join(', ') } });
  const chosen = PARAMETERS.filter((parameter) => (source === undefined || parameter.source === source) && (identifies === undefined || parameter.identifies === identifies));
  if (call.flag('json')) {
    for (const parameter of chosen) io.line(JSON.stringify(facts(parameter)));
    return 0;
  }
  const [header = '', ...rows] = textTable(HEADER, chosen.map(({ name, kind, identifies: of, unit, says }) => [name, kind, of, unit, says]), io.width);
  io.line(io.style(header, 'bold'));
  for (const row of rows) io.line(row);
  io.note(`${chosen.length} parameters from ${new Set(chosen.map((parameter) => parameter.source)).size} sources`);
  return 0;
};

function facts({ name, source, kind, identifies, unit, says }: Parameter): Record<string, string> { return { parameter: name, source, kind, identifies, unit, says }; }
