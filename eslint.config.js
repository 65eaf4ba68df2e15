import react from 'eslint-plugin-react';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

const impure = [
  { name: 'performance', message: 'Time comes from the Clock port.' },
  { name: 'crypto', message: 'Randomness comes from the Random port.' },
];
const randomness = [
  { object: 'Math', property: 'random', message: 'Randomness comes from the Random port.' },
  { object: 'Date', property: 'now', message: 'Time comes from the Clock port.' },
];
/** `new Date(ms)` only writes a given time down; `new Date()` asks what time it is. */
const now = [{ selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from the Clock port.' }];
/** The fold must give the same answer on every machine, in every language, for ever. */
const locale = ['localeCompare', 'toLocaleString', 'toLocaleLowerCase', 'toLocaleUpperCase'].map((property) => ({ property, message: 'Depends on the machine: compare code units.' }));

export default ts.config(
  { ignores: ['dist/', 'release/', 'node_modules/', '.cache/', 'shots/', 'test-results/', 'assets/', '.gl/'] },
  {
    files: ['src/**/*.{ts,tsx}', 'e2e/**/*.ts', 'build/**/*.{ts,tsx}'],
    extends: [...ts.configs.recommended],
    languageOptions: {
      parserOptions: {
        project: ['shared', 'main', 'electron', 'renderer', 'worker', 'tests'].map((p) => `tsconfig/${p}.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/main/adapters/**', 'src/renderer/client/**', 'src/**/*.test.{ts,tsx}', 'src/**/*.testing.ts', 'src/main/entry/**'],
    rules: {
      'no-restricted-globals': ['error', ...impure],
      'no-restricted-properties': ['error', ...randomness],
      'no-restricted-syntax': ['error', ...now],
    },
  },
  {
    files: ['src/shared/{kernel,geometry,domain,events,fold}/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.testing.ts'],
    rules: {
      'no-restricted-properties': ['error', ...randomness, ...locale],
      'no-restricted-globals': ['error', ...impure, { name: 'Intl', message: 'Depends on the machine.' }, { name: 'Date', message: 'Depends on the machine.' }],
    },
  },
  {
    files: ['src/renderer/**/*.tsx'],
    ignores: ['**/*.test.tsx'],
    plugins: { react, 'react-hooks': hooks },
    settings: { react: { version: '19.3' } },
    rules: {
      'react/jsx-no-literals': ['error', { noStrings: true, allowedStrings: ['·', '–', '/', '×', ':', '%', '…', '=', '(', ')', ',', '.', '+', '−', '-', '#'], ignoreProps: true }],
      'react/jsx-key': 'error',
      'react/no-danger': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
);
