/** A SQLite connection that lets go of its file when it is closed, not when the collector finds its statements. */
import { Database, type SQLQueryBindings, type Statement } from 'bun:sqlite';

export class Connection extends Database {
  readonly #statements: { finalize(): void }[] = [];

  override prepare<Row, Params extends SQLQueryBindings | SQLQueryBindings[]>(sql: string, params?: Params): Statement<Row, Params extends any[] ? Params : [Params]> {
    const statement = super.prepare<Row, Params>(sql, params);
    this.#statements.push(statement);
    return statement;
  }

  /** A statement whose user finalizes it, for what is asked now and then in ever different words. */
  once<Row>(sql: string): Statement<Row, SQLQueryBindings[]> { return super.prepare<Row, SQLQueryBindings[]>(sql); }

  override close(): void {
    for (const statement of this.#statements.splice(0)) statement.finalize();
    super.close();
  }
}
