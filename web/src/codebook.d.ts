// Made by build.mjs from the project's codebooks.
declare module 'codebook' {
  export const countries: [string, string][];
  export const bodies: [string, string][];
  export const acts: [string, string, number, string][];
}
