/** Injections made up from how they are built: a value, what closes its literal, a statement, and what silences the rest. The collections have few short ones. */

const VALUES = ['', '1', '-1', '999', 'admin', 'user', 'test', 'x', 'abc', '10.5', 'john@example.com'], CLOSES = ["'", '"', "')", '")', "'))", ')', ' ', "%' ", "';", ';'], SILENCERS = ['--', '-- -', '#', ';--', '/*', ';%00', "-- '", ''];
const BODIES = ['', ' or 1=1', " or '1'='1", ' or true', ' and 1=2', " and 'a'='b", ' or 1=1 limit 1', ' union select null', ' union all select 1,2,3', ' union select user,password from users', ' union select table_name from information_schema.tables', ' order by 5', ' and sleep(5)', " waitfor delay '0:0:5'", ' and benchmark(1000000,md5(1))', ' drop table users', ' insert into users values(1,2)', ' delete from users', " update users set pass='x'", ' exec xp_cmdshell(1)', ' having 1=1', ' group by 1 having 1=1', ' and (select count(*) from users)>0', ' and ascii(substr(user(),1,1))>64', ' and extractvalue(1,concat(0x7e,version()))', ' || (select 1 from dual)', ' and pg_sleep(3)', ' rlike (select 1)', ' procedure analyse()', ' into outfile 0x2f', ' and exists(select 1)', ' xor 1', ' div 0', ' is null', ' between 1 and 2', ' like 0x25'];
const BLANKS = [' ', ' ', ' ', '+', '%20', '/**/', '%09', '%0a', '  '];

export function madeAttacks(next: () => number, count: number): string[] {
  const pick = (from: readonly string[]): string => from[Math.floor(next() * from.length)] ?? '';
  return Array.from({ length: count }, () => {
    const close = pick(CLOSES), silencer = pick(SILENCERS), bare = close === ' ' || close === ')' || close === ';';
    const body = pick(bare || silencer === '' ? BODIES.slice(1) : BODIES), blank = pick(BLANKS), text = `${pick(VALUES)}${close}${body}${silencer}`;
    const cased = next() < 0.3 ? [...text].map((letter) => (next() < 0.5 ? letter.toUpperCase() : letter)).join('') : next() < 0.3 ? text.toUpperCase() : text;
    return (next() < 0.5 ? cased.replaceAll("'", '%27').replaceAll('#', '%23') : cased).replaceAll(' ', blank);
  });
}
