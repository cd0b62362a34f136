/** Migration files come in as text, so that the one binary carries them. */
declare module '*.sql' {
  const sql: string;
  export default sql;
}
