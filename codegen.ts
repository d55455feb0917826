import type { CodegenConfig } from '@graphql-codegen/cli';

/** Typed operations of the console, each in a `.graphql` file beside its screen, and what its cache knows of the schema. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'web/src/**/*.graphql',
  ignoreNoDocuments: true,
  generates: {
    'web/src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumType: 'const',
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          DateTime: 'string',
          Date: 'string',
          EventCursor: 'string',
          SlotTime: 'string',
          EmailAddress: 'string',
          URL: 'string',
          SafeInt: 'number',
          JSON: 'unknown',
        },
      },
    },
    'web/src/generated/introspection.json': {
      plugins: ['introspection'],
      config: { minify: true, descriptions: false, specifiedByUrl: false },
    },
  },
};

export default config;
