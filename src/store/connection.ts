/** A SQLite connection that lets go of its file when it is closed, not when the collector finds its statements, and that says in our words what failed. */
import { Database, type SQLQueryBindings, type Statement } from 'bun:sqlite';
import { EdgeError } from '../model/index.ts';
import { storeError } from './failures.ts';

export class Connection extends Database {
  readonly #statements: { finalize(): void }[] = [];
  readonly #path: string;
  readonly #onDamage: (error: EdgeError) => void;
  #damage: EdgeError | null = null;

  constructor(path: string, onDamage: (error: EdgeError) => void) {
    super(path, { create: true, readwrite: true, strict: true });
    this.#path = path;
    this.#onDamage = onDamage;
  }

  /** The first damage that any statement met. It does not mend itself. */
  get damage(): EdgeError | null { return this.#damage; }

  /** The error as ours; damage is remembered. */
  said(error: unknown): unknown {
    const known = storeError(this.#path, error);
    if (known instanceof EdgeError && known.code === 'corrupt_store' && this.#damage === null) {
      this.#damage = known;
      this.#onDamage(known);
    }
    return known;
  }

  override prepare<Row, Params extends SQLQueryBindings | SQLQueryBindings[]>(sql: string, params?: Params): Statement<Row, Params extends any[] ? Params : [Params]> {
    const statement = super.prepare<Row, Params>(sql, params);
    this.#statements.push(statement);
    // Reads meet damage where no transaction guards them: a receipt looked up, a device described.
    const watched = <Given extends unknown[], Result>(run: (...given: Given) => Result) => (...given: Given): Result => {
      try {
        return run.apply(statement, given);
      } catch (error) {
        throw this.said(error);
      }
    };
    statement.get = watched(statement.get);
    statement.all = watched(statement.all);
    statement.run = watched(statement.run);
    const iterate = statement.iterate, said = this.said.bind(this);
    statement.iterate = function* (...given) {
      try {
        yield* iterate.apply(statement, given);
      } catch (error) {
        throw said(error);
      }
    };
    return statement;
  }

  /** A statement whose user finalizes it, for what is asked now and then in ever different words. */
  once<Row>(sql: string): Statement<Row, SQLQueryBindings[]> { return super.prepare<Row, SQLQueryBindings[]>(sql); }

  override close(): void {
    for (const statement of this.#statements.splice(0)) statement.finalize();
    super.close();
  }
}
