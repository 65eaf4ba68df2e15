/**
 * Who may import whom. The rules of ARCHITECTURE.md, checked on every change; `build/imports.test.ts` plants forbidden
 * imports and expects to be told.
 */
const layers = ['kernel', 'geometry', 'domain', 'media', 'events', 'fold', 'formats', 'models', 'checks', 'messages', 'contract'];

/** Inside `shared` only downwards: each layer may import itself and what stands before it. */
const downwards = layers.map((layer, i) => ({
  name: `shared-${layer}-only-downwards`,
  comment: 'Inside src/shared imports go only downwards in the order of the layers.',
  severity: 'error',
  from: { path: `^src/shared/${layer}/` },
  to: { path: '^src/shared/', pathNot: `^src/shared/(${layers.slice(0, i + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(electron|vite/client)$' } },
    { name: 'shared-is-pure', comment: 'Shared code runs anywhere: no Node, no main, no renderer.', severity: 'error', from: { path: '^src/shared/', pathNot: '\\.test(ing)?\\.ts$' }, to: { path: '^src/(main|renderer)/' } },
    { name: 'shared-no-node', severity: 'error', from: { path: '^src/shared/', pathNot: '\\.(test|testing)\\.ts$' }, to: { dependencyTypes: ['core'] } },
    ...downwards,
    { name: 'formats-are-strangers', comment: 'A format never imports another format.', severity: 'error', from: { path: '^src/shared/formats/([^/]+)/' }, to: { path: '^src/shared/formats/([^/]+)/', pathNot: ['^src/shared/formats/$1/', '^src/shared/formats/support/'] } },
    { name: 'main-not-renderer', severity: 'error', from: { path: '^src/main/' }, to: { path: '^src/renderer/' } },
    { name: 'renderer-not-main', severity: 'error', from: { path: '^src/renderer/', pathNot: '\\.(test|testing)\\.tsx?$' }, to: { path: '^src/main/' } },
    { name: 'renderer-no-node', severity: 'error', from: { path: '^src/renderer/', pathNot: '\\.(test|testing)\\.tsx?$' }, to: { dependencyTypes: ['core'] } },
    { name: 'ports-are-interfaces', severity: 'error', from: { path: '^src/main/ports/', pathNot: '\\.testing\\.ts$' }, to: { path: '^src/main/(adapters|services|host|transports|entry|processes)/' } },
    { name: 'services-see-ports', comment: 'Services never see adapters, the host or transports.', severity: 'error', from: { path: '^src/main/services/', pathNot: '\\.(test|testing)\\.ts$' }, to: { path: '^src/main/(adapters|host|transports|entry|processes)/' } },
    { name: 'services-no-node', comment: 'The file system, processes and the network come through ports.', severity: 'error', from: { path: '^src/main/services/', pathNot: '\\.(test|testing)\\.ts$' }, to: { dependencyTypes: ['core'], pathNot: '^(node:)?path(/posix)?$' } },
    { name: 'sibling-services-by-index', comment: 'A service sees a sibling only through its index.ts or types.ts.', severity: 'error', from: { path: '^src/main/services/([^/]+)/', pathNot: '\\.(test|testing)\\.ts$' }, to: { path: '^src/main/services/([^/]+)/', pathNot: ['^src/main/services/$1/', '/(index|types)\\.ts$'] } },
    { name: 'electron-only-in-the-shell', severity: 'error', from: { path: '^src/', pathNot: '^src/main/(entry/(electron|preload)/|adapters/electron-|transports/electron-)' }, to: { path: '(^|node_modules/)electron($|/)' } },
    { name: 'dexie-only-in-index', severity: 'error', from: { path: '^src/', pathNot: '^src/renderer/index/' }, to: { path: '(^|node_modules/)dexie($|/)' } },
    { name: 'stage-knows-no-domain', severity: 'error', from: { path: '^src/renderer/stage/', pathNot: '\\.test\\.tsx?$' }, to: { path: '^src/(shared/(domain|events|fold|formats|contract)|renderer/(client|index|session|tools|commands|editors|features))/' } },
    { name: 'tools-are-pure', severity: 'error', from: { path: '^src/renderer/tools/', pathNot: '\\.test\\.tsx?$' }, to: { path: '(^src/renderer/(?!tools/)|node_modules/(react|@mantine))' } },
    { name: 'editors-are-strangers', severity: 'error', from: { path: '^src/renderer/editors/([^/]+)/' }, to: { path: '^src/renderer/editors/([^/]+)/', pathNot: '^src/renderer/editors/$1/' } },
    { name: 'editors-know-no-features', comment: 'What editors and features share lies in renderer/media or below.', severity: 'error', from: { path: '^src/renderer/(editors|media|stage|tools|session|commands)/' }, to: { path: '^src/renderer/features/' } },
    { name: 'ui-knows-no-labeling', severity: 'error', from: { path: '^src/renderer/ui/' }, to: { path: '^src/(shared/(domain|events|fold|formats)|renderer/(client|index|session|stage|tools|editors|features))/' } },
    { name: 'no-tests-in-the-program', severity: 'error', from: { path: '^src/', pathNot: '\\.(test|testing)\\.tsx?$' }, to: { path: '\\.(test|testing)\\.tsx?$' } },
    { name: 'nothing-undeclared', severity: 'error', from: { path: '^src/' }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css', '.d.ts'] },
  },
};
