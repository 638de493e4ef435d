// Objects that the platform's host hands to bot code.
(function (own) {
  'use strict';
  var none = [];

  // Methods are there and do not show: no loop and no `JSON.stringify` finds them.
  function hidden(target, name, method) {
    own.define(target, name, { __proto__: null, value: method, writable: true, configurable: true, enumerable: false });
  }

  function property(target, name, value) {
    own.define(target, name, { __proto__: null, value: value, writable: true, configurable: true, enumerable: true });
  }

  // A set of keys: an array that answers as a set of the host does.
  function keySet(keys) {
    hidden(keys, 'size', function size() { return keys.length; });
    hidden(keys, 'isEmpty', function isEmpty() { return keys.length === 0; });
    hidden(keys, 'contains', function contains(key) { return own.apply(own.indexOf, keys, [key]) >= 0; });
    hidden(keys, 'toArray', function toArray() { return own.apply(own.slice, keys, none); });
    hidden(keys, 'toString', function toString() { return '[' + own.apply(own.join, keys, [', ']) + ']'; });
    return keys;
  }

  function keysOf(map) {
    var keys = own.keys(map);
    for (var i = 0; i < map[own.shadowed].length; i++) keys[keys.length] = map[own.shadowed][i][0];
    return keys;
  }

  function valueOf(map, key) {
    if (own.apply(own.hasOwn, map, [key])) return map[key];
    for (var i = 0; i < map[own.shadowed].length; i++) {
      if (map[own.shadowed][i][0] === key) return map[own.shadowed][i][1];
    }
    return undefined;
  }

  var mapMethods = {
    get(key) {
      var value = valueOf(this, own.text(key));
      return value === undefined ? null : value;
    },
    containsKey(key) { return valueOf(this, own.text(key)) !== undefined; },
    keySet() { return keySet(keysOf(this)); },
    values() {
      var keys = keysOf(this);
      for (var i = 0; i < keys.length; i++) keys[i] = valueOf(this, keys[i]);
      return keys;
    },
    size() { return keysOf(this).length; },
    isEmpty() { return keysOf(this).length === 0; },
    toString() {
      var keys = keysOf(this);
      for (var i = 0; i < keys.length; i++) keys[i] = keys[i] + '=' + valueOf(this, keys[i]);
      return '{' + own.apply(own.join, keys, [', ']) + '}';
    },
  };
  var mapPrototype = {};
  own.install(mapPrototype, mapMethods);

  var resultPrototype = {};
  own.install(resultPrototype, { toString() { return this.jsonData; } });

  return {
    // A map: its values by key, but for keys that its methods have as names.
    map(keys, values) {
      var map = own.create(mapPrototype), shadowed = [];
      for (var i = 0; i < keys.length; i++) {
        if (own.apply(own.hasOwn, mapMethods, [keys[i]])) shadowed[shadowed.length] = [keys[i], values[i]];
        else property(map, keys[i], values[i]);
      }
      own.define(map, own.shadowed, { __proto__: null, value: shadowed });
      return map;
    },
    // An object with a method for each value.
    getters(names, values) {
      var object = {};
      for (let i = 0; i < names.length; i++) {
        let value = values[i];
        hidden(object, names[i], function () { return value; });
      }
      return object;
    },
    // A list that has the properties of its first element besides.
    listWithFirst(list) {
      var first = list[0];
      if (first === null || typeof first !== 'object') return list;
      var keys = own.keys(first);
      for (var i = 0; i < keys.length; i++) {
        if (!(keys[i] in list)) hidden(list, keys[i], first[keys[i]]);
      }
      return list;
    },
    // The answer of an integration.
    result(jsonData) {
      var result = own.create(resultPrototype);
      property(result, 'jsonData', jsonData);
      return result;
    },
    // An object whose text its author has given.
    withText(object, text) {
      hidden(object, 'toString', function toString() { return text; });
      return object;
    },
  };
})
