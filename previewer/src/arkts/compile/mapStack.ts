import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { CompiledHap } from '../Hap.js';

export interface MappedStack {
  /** The message and the frames that lie in the project's sources. */
  text: string;
  /** Place of the innermost of them. */
  file?: string;
  line?: number;
}

const FRAME = /^\s+at (?:(.*) \()?hap:\/(.+?):(\d+):(\d+)\)?$/;

/** Maps the stacks of errors of a HAP whose modules run under the script names `hap:/<file>`. */
export function createStackMapper(hap: CompiledHap): (stack: string) => MappedStack {
  const maps = new Map<string, TraceMap>();
  const mapOf = (file: string): TraceMap | undefined => {
    const known = maps.get(file);
    const module = known ? undefined : hap.modules.find(candidate => candidate.file === file);
    if (module === undefined) {
      return known;
    }
    const map = new TraceMap(module.map);
    maps.set(file, map);
    return map;
  };
  return stack => {
    const mapped: MappedStack = { text: '' };
    const kept: string[] = [];
    for (const line of stack.split('\n')) {
      const frame = FRAME.exec(line);
      if (frame === null) {
        if (!/^\s+at /.test(line)) {
          kept.push(line);
        }
        continue;
      }
      const [, name, file = '', generatedLine, generatedColumn] = frame;
      const map = mapOf(file);
      const place =
        map && originalPositionFor(map, { line: Number(generatedLine), column: Number(generatedColumn) - 1 });
      const sourceLine = place?.line ?? Number(generatedLine);
      const position = `${file}:${sourceLine}:${place?.line == null ? Number(generatedColumn) : place.column + 1}`;
      kept.push(name === undefined ? `    at ${position}` : `    at ${name} (${position})`);
      mapped.file ??= file;
      mapped.line ??= sourceLine;
    }
    return { ...mapped, text: kept.join('\n') };
  };
}
