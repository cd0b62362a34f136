/** Files that the one binary carries: `import path from 'x' with { type: 'file' }` gives where they are. */
declare module '*.bin' {
  const path: string;
  export default path;
}
declare module '*.zst' {
  const path: string;
  export default path;
}
declare module '*.book' {
  const path: string;
  export default path;
}
declare module '*.tsv' {
  const path: string;
  export default path;
}
declare module '*.npm1' {
  const path: string;
  export default path;
}
declare module '*.pcap' {
  const path: string;
  export default path;
}
/** The schema of the device dictionary comes in as text. */
declare module '*.xsd' {
  const text: string;
  export default text;
}
