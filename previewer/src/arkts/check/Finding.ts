import ts from 'ohos-typescript';

/** One thing that a real build would reject or warn of. */
export interface Finding {
  /** Absolute path. */
  file: string;
  /** 1-based. */
  line: number;
  column: number;
  /** Where the rule comes from and what it is called: `type/2339`, `arkts/8`, `arkui/single-root`, `sdk/deprecated`, `project/route-map`, … */
  rule: string;
  message: string;
}

export function findingAt(node: ts.Node, rule: string, message: string): Finding {
  const file = node.getSourceFile();
  return { ...positionOf(file, node.getStart(file)), rule, message };
}

export function positionOf(file: ts.SourceFile, offset: number): { file: string; line: number; column: number } {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return { file: file.fileName, line: line + 1, column: character + 1 };
}
