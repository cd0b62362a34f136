/** The wire: schemas of what machines exchange, their bytes, the cursor, and the feed that answers polls. */
export * from './checks.ts';
export * from './cursor.ts';
export * from './encoding.ts';
export * from './feed.ts';
export * from './frames.ts';
export * from './framing.ts';
export * from './version.ts';
