// Makes a fresh environment the platform's. What is needed later is kept here, before bot code can change it.
(function (platform) {
  'use strict';
  var regexTest = RegExp.prototype.exec, trunc = Math.trunc;
  var stack = Object.getOwnPropertyDescriptor(Error.prototype, 'stack').get, asWritten = platform.asWritten;
  var wellFormed = String.prototype.toWellFormed, iterator = Symbol.iterator;
  var own = {
    global: globalThis,
    Date: Date,
    apply: Reflect.apply,
    construct: Reflect.construct,
    define: Object.defineProperty,
    descriptor: Object.getOwnPropertyDescriptor,
    create: Object.create,
    remove: Reflect.deleteProperty,
    keys: Object.keys,
    names: Object.getOwnPropertyNames,
    setPrototypeOf: Object.setPrototypeOf,
    hasOwn: Object.prototype.hasOwnProperty,
    isArray: Array.isArray,
    indexOf: Array.prototype.indexOf,
    slice: Array.prototype.slice,
    join: Array.prototype.join,
    textIndexOf: String.prototype.indexOf,
    textSlice: String.prototype.slice,
    split: String.prototype.split,
    text: String,
    number: Number,
    shadowed: Symbol('keys'),
    toPrimitive: Symbol.toPrimitive,
    isDate: platform.isDate,
    isRegex: platform.isRegex,
    whole(number) { return trunc(+number); },
    regex: (function (Regex) {
      return function (source, flags) { return new Regex(source, flags); };
    })(RegExp),
    matches(regex, text) { return own.apply(regexTest, regex, [text]) !== null; },
    install(target, methods) {
      var names = own.keys(methods);
      for (var i = 0; i < names.length; i++) {
        own.define(target, names[i], {
          __proto__: null, value: methods[names[i]], writable: true, configurable: true, enumerable: false,
        });
      }
    },
  };

  // Parts are made when they are asked for first; what they use is kept above.
  var part = platform.part;
  function lazy(name) {
    var made;
    return function () {
      if (made === undefined) made = part(name)(own, platform);
      return made;
    };
  }

  var dates = lazy('dates');
  own.define(own.global, 'Date', {
    __proto__: null,
    get() { return dates().Date; },
    set(value) { own.define(own.global, 'Date', { __proto__: null, value: value, writable: true }); },
    configurable: true,
    enumerable: false,
  });
  if (platform.hasJavaTexts) part('strings')(own, platform);
  own.install(Math, { random: platform.random });
  // The language does not have them, and what they set reaches what the host reads.
  delete Error.prepareStackTrace;
  delete Error.captureStackTrace;
  delete Error.stackTraceLimit;
  delete globalThis.queueMicrotask;

  own.define(Error.prototype, 'stack', {
    __proto__: null,
    get() {
      var calls = own.apply(stack, this, []);
      return typeof calls === 'string' ? asWritten(calls) : calls;
    },
  });

  var toLocal = platform.toLocal;
  function plainly(target) {
    own.install(target, {
      toLocaleString() {
        toLocal('toLocaleString');
        return this.toString();
      },
    });
  }
  plainly(Object.prototype);
  plainly(Number.prototype);
  plainly(Array.prototype);

  // The values that `for each (var x in list)` goes through.
  function each(list) {
    if (list === undefined || list === null) return [];
    if (own.isArray(list) || typeof list[iterator] === 'function') return list;
    var values = [];
    for (var key in list) values[values.length] = list[key];
    return values;
  }
  if (platform.hasEach) own.define(own.global, '$each', { __proto__: null, value: each, writable: true, configurable: true });

  if (platform.isEs5Only || platform.reported.length > 0) part('newer')(own, platform);

  return {
    objects: lazy('objects'),
    dates: dates,
    plainToString: Object.prototype.toString,
    stackOf(error) { return own.apply(stack, error, []); },
    wellFormed(text) { return own.apply(wellFormed, text, []); },
    // What bot code has defined for the start of a conversation.
    start() {
      if (typeof __initConversation === 'function') return [__initConversation, true];
      if (typeof initConversation === 'function') return [initConversation, false];
      return null;
    },
    globalNames() { return own.names(own.global); },
  };
})
