// What bot code finds that ES5 does not have: removed, or reported when it is used first.
(function (own, platform) {
  'use strict';
  // What ES5 has and what the platform has besides, as the Java methods of texts.
  var ES5 = {
    '': 'Array Boolean Date Error EvalError Function Infinity InternalError JSON Math NaN Number Object RangeError ' +
      'ReferenceError RegExp String SyntaxError TypeError URIError botContext decodeURI decodeURIComponent ' +
      'encodeURI encodeURIComponent escape eval isFinite isNaN parseFloat parseInt undefined unescape $each',
    Object: 'create defineProperties defineProperty freeze getOwnPropertyDescriptor getOwnPropertyNames ' +
      'getPrototypeOf isExtensible isFrozen isSealed keys preventExtensions seal',
    'Object.prototype': 'constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString ' +
      'valueOf __proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__',
    Function: '',
    'Function.prototype': 'apply arguments bind call caller constructor toString',
    Array: 'isArray',
    'Array.prototype': 'concat constructor every filter forEach indexOf join lastIndexOf map pop push reduce ' +
      'reduceRight reverse shift slice some sort splice toLocaleString toString unshift',
    String: 'fromCharCode',
    'String.prototype': 'anchor big blink bold charAt charCodeAt compareTo concat constructor contains endsWith ' +
      'equalsIgnoreCase fixed fontcolor fontsize getBytes hashCode indexOf isEmpty italics lastIndexOf link ' +
      'localeCompare match matches replace replaceAll replaceFirst search slice small split startsWith strike sub ' +
      'substr substring sup toLocaleLowerCase toLocaleUpperCase toLowerCase toString toUpperCase trim valueOf',
    Number: 'MAX_VALUE MIN_VALUE NEGATIVE_INFINITY NaN POSITIVE_INFINITY',
    'Number.prototype': 'constructor toExponential toFixed toLocaleString toPrecision toString valueOf',
    Math: 'E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil cos exp floor log max min pow ' +
      'random round sin sqrt tan',
    RegExp: '',
    'RegExp.prototype': 'compile constructor exec global ignoreCase lastIndex multiline source test toString',
    JSON: 'parse stringify',
    Error: '',
  };
  var KEPT = { length: 1, name: 1, prototype: 1 };
  var apply = own.apply, construct = own.construct, define = own.define;

  function owner(path) {
    var dot = own.apply(own.textIndexOf, path, ['.']);
    if (path === '') return own.global;
    return dot < 0 ? own.global[path] : own.global[own.apply(own.textSlice, path, [0, dot])].prototype;
  }

  function known(path) {
    var words = own.apply(own.split, ES5[path], [' ']), names = own.create(null);
    for (var i = 0; i < words.length; i++) names[words[i]] = 1;
    return names;
  }

  // What is made of something newer that is used for the first time: itself, and a report.
  function reporting(target, name, shownName, original) {
    function first() {
      if (target[name] === first) define(target, name, { __proto__: null, value: original });
      platform.newer(shownName);
      if (new.target === undefined) return apply(original, this, arguments);
      return construct(original, arguments, new.target === first ? original : new.target);
    }
    own.setPrototypeOf(first, original);
    define(first, 'name', { __proto__: null, value: name });
    define(first, 'length', { __proto__: null, value: original.length });
    if (own.apply(own.hasOwn, original, ['prototype'])) first.prototype = original.prototype;
    return first;
  }

  function each(visit) {
    var paths = own.keys(ES5);
    for (var i = 0; i < paths.length; i++) visit(paths[i], owner(paths[i]), known(paths[i]));
  }

  function remove() {
    each(function (path, target, names) {
      var all = own.names(target);
      for (var i = 0; i < all.length; i++) {
        if (names[all[i]] === 1 || (path !== '' && KEPT[all[i]] === 1)) continue;
        // A few constants cannot be removed.
        own.remove(target, all[i]);
      }
    });
  }

  function report(wanted) {
    each(function (path, target, names) {
      for (var i = 0; i < wanted.length; i++) {
        var name = wanted[i], found = own.descriptor(target, name);
        if (found === undefined || names[name] === 1 || !found.configurable) continue;
        if (typeof found.value !== 'function') continue;
        var shown = path === '' ? name : path + '.' + name;
        define(target, name, { __proto__: null, value: reporting(target, name, shown, found.value) });
      }
    });
  }

  if (platform.isEs5Only) remove();
  else if (platform.reported.length > 0) report(platform.reported);
})
