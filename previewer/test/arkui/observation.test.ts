import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClassDecorators } from '../../src/arkui/observation/classDecorators.js';
import type { Monitor } from '../../src/arkui/observation/monitors.js';
import { param, TestUi, type Fields } from './testUi.js';

interface Rule {
  name: string;
  start: () => unknown;
  show: (value: never) => unknown;
  change: (value: never) => void;
  /** What is on the screen afterwards. */
  shows: string;
}

function rule<T>(name: string, start: () => T, show: (value: T) => unknown, change: (value: T) => void,
  shows: string): Rule {
  return { name, start, show, change, shows };
}

class Plain {
  constructor(public name: string) {}
}

const rules: Rule[] = [
  rule('an array: push', () => [1], list => list.join(), list => list.push(2), '1,2'),
  rule('an array: element', () => [1, 2], list => list[1], list => { list[1] = 5; }, '5'),
  rule('an array: length', () => [1, 2], list => list.length, list => { list.length = 0; }, '0'),
  rule('an array: sort', () => [2, 1], list => list.join(), list => list.sort(), '1,2'),
  rule('an array in an array', () => [[1]], list => list[0]?.join(), list => list[0]?.push(2), '1,2'),
  rule('a map: set', () => new Map([['a', 1]]), map => map.get('a'), map => map.set('a', 2), '2'),
  rule('a map: size', () => new Map([['a', 1]]), map => map.size, map => map.set('b', 2), '2'),
  rule('a map: forEach', () => new Map([['a', 1]]), map => [...map.values()].join(), map => map.set('a', 3), '3'),
  rule('a set: add', () => new Set([1]), set => set.has(2), set => set.add(2), 'true'),
  rule('a set: clear', () => new Set([1]), set => set.size, set => set.clear(), '0'),
  rule('a date', () => new Date(0), date => date.getTime(), date => date.setTime(5), '5'),
  rule('a field of a plain object stays stale', () => ({ name: 'a' }), object => object.name, object => {
    object.name = 'b';
  }, 'a'),
  rule('a field of a class instance stays stale', () => new Plain('a'), object => object.name, object => {
    object.name = 'b';
  }, 'a'),
  rule('a field of an object in an array stays stale', () => [{ name: 'a' }], list => list[0]?.name, ([first]) => {
    (first as { name: string }).name = 'b';
  }, 'a'),
];

for (const { name, start, show, change, shows } of rules) {
  test(`@Local holding ${name}`, () => {
    const ui = new TestUi();
    const self = ui.page({ value: start() }, page => ui.text(() => String(show(page['value'] as never))));
    change(self['value'] as never);
    assert.deepEqual(ui.texts(), [shows]);
  });
}

function decorators(ui: TestUi): ClassDecorators {
  return ui.ui.globals as unknown as ClassDecorators;
}

interface Person {
  first: string;
  last: string;
  tags: string[];
  plain: string;
  readonly full: string;
}

/** `@ObservedV2 class Person` with `@Trace first, last, tags`, `@Computed full` and a monitor, as it is compiled. */
function personClass(ui: TestUi, seen: string[]): new () => Person {
  const { ObservedV2, Trace, Monitor, Computed } = decorators(ui);
  class Person {
    declare first: string;
    declare last: string;
    declare tags: string[];
    plain = 'p';

    constructor() {
      this.first = 'Ada';
      this.last = 'L';
      this.tags = [];
    }

    get full(): string {
      seen.push('computed');
      return `${this.first} ${this.last}`;
    }

    changed(monitor: Monitor): void {
      seen.push(monitor.dirty.map(path => {
        const value = monitor.value(path);
        return `${path}:${String(value?.before)}>${String(value?.now)}`;
      }).join());
    }
  }
  for (const name of ['first', 'last', 'tags']) {
    Trace(Person.prototype, name);
  }
  Computed(Person.prototype, 'full');
  Monitor('first', 'tags.length')(Person.prototype, 'changed');
  return ObservedV2(Person) as typeof Person;
}

test('@Trace fields of an @ObservedV2 instance are observed wherever it is held, other fields are not', () => {
  const ui = new TestUi();
  const Person = personClass(ui, []);
  const person = new Person();
  const self = ui.page({ list: [person] }, page => {
    const shown = (page['list'] as typeof person[])[0];
    ui.text(() => shown?.first);
    ui.text(() => shown?.plain);
  });
  assert.equal((self['list'] as unknown[])[0], person);
  person.first = 'Bea';
  person.plain = 'q';
  assert.deepEqual(ui.texts(), ['Bea', 'p']);
  assert.ok(person instanceof Person);
});

test('@Computed is cached, @Monitor hears one change a flush and nothing of a change that was undone', async () => {
  const ui = new TestUi();
  const seen: string[] = [];
  const Person = personClass(ui, seen);
  const person = new Person();
  person.first = 'Early';
  await Promise.resolve();
  seen.length = 0;
  assert.equal(person.full, 'Early L');
  person.first = 'x';
  person.first = 'Bea';
  person.tags.push('t');
  assert.equal(person.full, 'Early L');
  await Promise.resolve();
  assert.equal(person.full, 'Bea L');
  assert.deepEqual(seen, ['computed', 'first:Early>Bea,tags.length:0>1']);
  seen.length = 0;
  person.last = 'M';
  person.first = 'y';
  person.first = 'Bea';
  await Promise.resolve();
  assert.deepEqual(seen, ['computed']);
});

test('a struct\'s @Monitor and @Computed run before its view, in one flush', () => {
  const ui = new TestUi();
  const seen: string[] = [];
  const shown = (page: Fields): string => `${String(page['double'])} ${String(page['note'])}`;
  const self = ui.page({ count: 1, note: '' }, page => ui.text(() => shown(page)), {
    computed: ['double'],
    monitors: [{ method: 'doubled', paths: ['double'] }],
    members: {
      get double() {
        return (this as unknown as { count: number }).count * 2;
      },
      doubled(this: Fields, monitor: Monitor) {
        seen.push(String(monitor.value()?.now));
        this['note'] = 'noted';
      },
    },
  });
  self['count'] = 2;
  assert.deepEqual(ui.texts(), ['4 noted']);
  assert.deepEqual(seen, ['4']);
});

test('a @Param cannot be changed from inside, a @Once one can', () => {
  const ui = new TestUi();
  let child: Fields = {};
  const Child = ui.struct({
    name: 'Child',
    fields: [param('title'), { ...param('start'), once: true }],
    members: { build(this: Fields) { child = this; ui.text(() => child['start']); } },
  });
  const self = ui.page({ start: 1 }, page => ui.rt.struct(Child, () => ({ title: 't', start: page['start'] })));
  assert.throws(() => { child['title'] = 'u'; }, /@Param 'title' of Child/);
  self['start'] = 2;
  assert.deepEqual(ui.texts(), ['1']);
  child['start'] = 3;
  assert.deepEqual(ui.texts(), ['3']);
});

test('@Consumer shares the variable of the nearest @Provider, and has its own without one', () => {
  const ui = new TestUi();
  let child: Fields = {};
  const Child = ui.struct({
    name: 'Child',
    fields: [{ name: 'mine', kind: 'consumer', alias: 'theme', initialise: () => 'own' }],
    members: { build(this: Fields) { child = this; ui.text(() => this['mine']); } },
  });
  const self = ui.page({}, () => ui.rt.struct(Child, () => ({})), {
    fields: [{ name: 'theme', kind: 'provider', initialise: () => 'light' }],
  });
  assert.deepEqual(ui.texts(), ['light']);
  child['mine'] = 'dark';
  assert.equal(self['theme'], 'dark');
  const alone = new TestUi();
  const Lonely = alone.struct({
    name: 'Lonely',
    fields: [{ name: 'mine', kind: 'consumer', alias: 'theme', initialise: () => 'own' }],
    members: { build(this: Fields) { alone.text(() => this['mine']); } },
  });
  alone.page({}, () => alone.rt.struct(Lonely, () => ({})));
  assert.deepEqual(alone.texts(), ['own']);
});

test('`!!` on a child sets the parent through @Event $name', () => {
  const ui = new TestUi();
  const Child = ui.struct({
    name: 'Child',
    fields: [param('value'), { name: '$value', kind: 'event' }],
    members: {
      build(this: Fields) {
        const set = (value: string): void => (this['$value'] as (value: string) => void)(value);
        ui.text(() => this['value'], () => [['id', 'child'], ['onClick', () => set('b')]]);
      },
    },
  });
  const self = ui.page({ text: 'a' }, page => {
    ui.rt.struct(Child, () => ({ value: page['text'], $value: (value: unknown) => { page['text'] = value; } }));
  });
  ui.click('child');
  assert.equal(self['text'], 'b');
  assert.deepEqual(ui.texts(), ['b']);
});

test('state that never settles is reported instead of looping', () => {
  const ui = new TestUi();
  const self = ui.page({ a: 0 }, page => ui.text(() => page['a']), {
    monitors: [{ method: 'changed', paths: ['a'] }],
    members: { changed(this: Fields) { this['a'] = (this['a'] as number) + 1; } },
  });
  self['a'] = 1;
  ui.ui.flush();
  assert.match(String(ui.errors[0]), /never settles/);
});

test('UIUtils and AppStorageV2', () => {
  const ui = new TestUi();
  const { UIUtils, AppStorageV2 } = ui.ui.kit as {
    UIUtils: { getTarget<T>(value: T): T; makeObserved<T>(value: T): T };
    AppStorageV2: { connect<T>(type: new () => T, key: string, make: () => T): T | undefined; keys(): string[] };
  };
  const raw = [1];
  const self = ui.page({ list: raw, object: UIUtils.makeObserved({ inner: { name: 'a' } }) }, page => {
    ui.text(() => (page['object'] as { inner: { name: string } }).inner.name);
  });
  assert.notEqual(self['list'], raw);
  assert.equal(UIUtils.getTarget(self['list']), raw);
  (self['object'] as { inner: { name: string } }).inner.name = 'b';
  assert.deepEqual(ui.texts(), ['b']);
  const made = AppStorageV2.connect(Plain as unknown as new () => Plain, 'key', () => new Plain('x'));
  assert.equal(AppStorageV2.connect(Plain as unknown as new () => Plain, 'key', () => new Plain('y')), made);
  assert.deepEqual(AppStorageV2.keys(), ['key']);
});

test('two instances in one process do not disturb each other', () => {
  const first = new TestUi();
  const second = new TestUi();
  const one = first.page({ count: 0 }, page => first.text(() => page['count']));
  second.page({ count: 0 }, page => second.text(() => page['count']));
  one['count'] = 1;
  assert.deepEqual([first.texts(), second.texts()], [['1'], ['0']]);
});
