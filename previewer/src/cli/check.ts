import { relative } from 'node:path';
import { Command } from 'commander';
import { checkProject } from '../arkts/check/checkProject.js';
import { findProject } from './project.js';

export function command(): Command {
  return new Command('check')
    .description('check types, ArkTS and ArkUI rules, resources, permissions, SDK versions and configuration files')
    .option('--project <folder>', 'the OpenHarmony project; default: the nearest one upwards from here')
    .action((options: { project?: string }) => {
      const project = findProject(options.project);
      if (!project.ok) {
        console.error(project.message);
        process.exitCode = 2;
        return;
      }
      const { findings, files } = checkProject(project.directory);
      for (const finding of findings) {
        const file = relative(process.cwd(), finding.file);
        console.error(`${file}:${finding.line}:${finding.column} ${finding.rule} ${finding.message}`);
      }
      console.log(findings.length === 0 ? `${files} files, nothing to complain about.` : `${files} files, ${findings.length} findings.`);
      process.exitCode = findings.length === 0 ? 0 : 1;
    });
}
