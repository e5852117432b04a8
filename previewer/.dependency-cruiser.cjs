'use strict';

const LAYERS = 'previewer/src';

/** What a layer may import besides itself, as the architecture says. */
const allowed = {
  clock: [],
  supplicant: ['clock'],
  net: ['clock'],
  wifi: ['clock', 'supplicant', 'net'],
  arkts: [],
  arkui: ['clock', 'arkts'],
  kits: ['clock', 'wifi', 'net', 'arkui', 'arkts'],
  device: ['clock', 'wifi', 'net', 'supplicant', 'arkui', 'arkts', 'kits'],
  lab: ['clock', 'wifi', 'net', 'supplicant', 'arkui', 'arkts', 'kits', 'device'],
};

const layerRules = Object.entries(allowed).map(([layer, others]) => ({
  name: `layer-${layer}`,
  comment: `${layer}/ may import only ${[layer, ...others].join(', ')}`,
  severity: 'error',
  from: { path: `^${LAYERS}/${layer}/` },
  to: { path: `^${LAYERS}/`, pathNot: `^${LAYERS}/(${[layer, ...others].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'layer-web',
      comment: 'the page draws: it shares only the protocols with the rest',
      severity: 'error',
      from: { path: `^${LAYERS}/web/` },
      to: { path: `^${LAYERS}/`, pathNot: `^${LAYERS}/(web/|arkui/tree\\.ts|device/DeviceView\\.ts|wifi/WifiApi\\.ts|lab/protocol\\.ts)` },
    },
    {
      name: 'wall',
      comment: 'the previewer knows no application',
      severity: 'error',
      from: { path: '^previewer/' },
      to: { path: '^(entry|AppScope|e2e)/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'resolvable', severity: 'error', from: { pathNot: '/kits/' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: require('node:path').join(__dirname, 'tsconfig.json') },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
