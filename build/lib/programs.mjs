// The TypeScript programs of the house, one for each environment, made in this process. They share what they have
// parsed, and every file is checked once: in the environment that it belongs to.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

export const PROJECTS = ['shared', 'main', 'electron', 'renderer', 'worker', 'tests'];

/** Parsed files by name: text is the same text in every environment; what differs is what stands around it. */
const parsed = new Map();

/**
 * The program of tsconfig/`project`.json below `root`, and the names of the files that belong to it.
 * A configuration that cannot be read comes back as `errors`.
 */
export function programOf(root, project) {
  const file = join(root, `tsconfig/${project}.json`);
  const read = ts.readConfigFile(file, (path) => readFileSync(path, 'utf8'));
  if (read.error) return { project, program: null, own: [], errors: [read.error] };
  const config = ts.parseJsonConfigFileContent(read.config, ts.sys, dirname(file), undefined, file);
  // TS18003: an environment without files yet is not an error.
  const errors = config.errors.filter((e) => e.code !== 18003);
  if (errors.length > 0 || config.fileNames.length === 0) return { project, program: null, own: [], errors };
  const program = ts.createProgram({ rootNames: config.fileNames, options: config.options, host: sharingHost(config.options), configFileParsingDiagnostics: config.errors });
  return { project, program, own: config.fileNames.map((name) => resolve(name)), errors: [] };
}

/** A compiler host that parses a file once for all programs that read it in the same way. */
function sharingHost(options) {
  const host = ts.createCompilerHost(options);
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (name, how, onError, fresh) => {
    // What decides how a text is read: the language, whether it is a module (JSX counts there), the format of its folder.
    const key = JSON.stringify([name, how.languageVersion, how.impliedNodeFormat, how.jsDocParsingMode, options.jsx ?? null, options.moduleDetection ?? null]);
    if (!parsed.has(key)) parsed.set(key, parse(name, how, onError, fresh));
    return parsed.get(key);
  };
  return host;
}

/** Everything that is wrong in the files that belong to a program, and in its settings. */
export function diagnose({ program, own, errors }) {
  if (!program) return errors;
  const all = [...program.getConfigFileParsingDiagnostics(), ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  for (const name of own) {
    const file = program.getSourceFile(name);
    if (!file) throw new Error(`${name} belongs to a program that did not read it`);
    all.push(...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file));
  }
  return ts.sortAndDeduplicateDiagnostics(all);
}

/** Those of `files` that are TypeScript and belong to no program (a set of names): a hole that checks would fall through. */
export function unclaimed(files, belonging) {
  return files.filter((name) => /\.tsx?$/.test(name) && !/\.d\.ts$/.test(name) && !belonging.has(name));
}
