import type { Problem } from '../../../shared/formats/model';

/** Problems as a SARIF 2.1.0 log, which code-review tools show beside the lines. */
export function sarif(problems: readonly Problem[]): unknown {
  const codes = [...new Set(problems.map((p) => p.code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Labelwright', rules: codes.map((id) => ({ id })) } },
        results: problems.map((p) => ({
          ruleId: p.code,
          level: p.severity === 'info' ? 'note' : p.severity,
          message: { text: p.fix === undefined ? p.message : `${p.message} ${p.fix}` },
          locations: [
            {
              physicalLocation: { artifactLocation: { uri: p.path.split('/').map(encodeURIComponent).join('/') }, ...(p.line === undefined ? {} : { region: { startLine: p.line } }) },
              ...(p.object === undefined ? {} : { logicalLocations: [{ name: p.object }] }),
            },
          ],
        })),
      },
    ],
  };
}
