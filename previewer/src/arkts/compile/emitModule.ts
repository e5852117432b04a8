import { decodedMappings, encodedMap, TraceMap, type SourceMapSegment } from '@jridgewell/trace-mapping';
import { transform, type Message, type TransformFailure } from 'esbuild';
import type { CompileError, HapModule } from '../Hap.js';
import type { Output } from '../lowering/Output.js';
import { errorAt, type ProjectSource } from './SourceGraph.js';

/** Lowered TypeScript to the body of a CommonJS function, with a map back to the source. */
export async function emitModule(source: ProjectSource, output: Output): Promise<HapModule | CompileError[]> {
  const { text } = output;
  const lines = lineStarts(text);
  const sourceOffset = (line: number, column: number): number => output.sourceOffset((lines[line] ?? 0) + column);
  try {
    const { code, map } = await transform(text, {
      loader: 'ts',
      format: 'cjs',
      target: 'es2022',
      charset: 'utf8',
      logLevel: 'silent',
      sourcefile: source.file,
      sourcemap: 'external',
      supported: { 'dynamic-import': false },
      tsconfigRaw: {
        compilerOptions: { alwaysStrict: true, experimentalDecorators: true, useDefineForClassFields: false },
      },
    });
    const mappings = decodedMappings(new TraceMap(map)).map(line =>
      line.map((segment): SourceMapSegment => {
        if (segment.length === 1) {
          return segment;
        }
        const place = source.tree.getLineAndCharacterOfPosition(sourceOffset(segment[2], segment[3]));
        return [segment[0], 0, place.line, place.character];
      }),
    );
    const composed = encodedMap(new TraceMap({ version: 3, names: [], sources: [source.file], mappings }));
    return { id: source.id, file: source.file, code, map: JSON.stringify(composed), imports: source.imports };
  } catch (error) {
    return messagesOf(error).map(({ location, text: message }) =>
      errorAt(source, location ? sourceOffset(location.line - 1, location.column) : 0, message),
    );
  }
}

function messagesOf(error: unknown): Message[] {
  const { errors } = error as TransformFailure;
  if (!Array.isArray(errors)) {
    throw error;
  }
  return errors;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
    starts.push(index + 1);
  }
  return starts;
}
