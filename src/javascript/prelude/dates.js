// `Date` on the conversation's clock and in the bot's time zone. The engine would ask the machine for both.
(function (own, platform) {
  'use strict';
  var Native = own.Date, proto = Native.prototype, none = [];
  var getTime = proto.getTime, setTime = proto.setTime, utc = Native.UTC, nativeParse = Native.parse;
  var now = platform.now, offsetAt = platform.offsetAt, isZoned = platform.isZoned, toLocal = platform.toLocal;
  var DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  var MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

  function timeOf(date) { return own.apply(getTime, date, none); }

  // A date whose fields in GMT are the fields of `date` where the bot is.
  function shown(date) {
    var time = timeOf(date);
    return new Native(isZoned ? time + offsetAt(time) : time);
  }

  // The time at which clocks show `local`.
  function fromLocal(local) { return isZoned ? platform.fromLocal(local) : local; }

  function named(name, f) {
    own.define(f, 'name', { __proto__: null, value: name, configurable: true });
    return f;
  }

  function add(name, f) {
    own.define(proto, name, { __proto__: null, value: named(name, f), writable: true, configurable: true, enumerable: false });
  }

  function getter(name, native) {
    add(name, function () { return own.apply(native, shown(this), none); });
  }

  function setter(name, native) {
    add(name, function () {
      var date = shown(this);
      own.apply(native, date, arguments);
      return own.apply(setTime, this, [fromLocal(timeOf(date))]);
    });
  }

  var fields = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'];
  var utcGetters = {};
  for (var i = 0; i < fields.length; i++) {
    utcGetters[fields[i]] = proto['getUTC' + fields[i]];
    getter('get' + fields[i], utcGetters[fields[i]]);
    if (fields[i] !== 'Day') setter('set' + fields[i], proto['setUTC' + fields[i]]);
  }
  var getYear = proto.getUTCFullYear, setYear = proto.setUTCFullYear;

  function padded(number, width) {
    var text = own.text(number < 0 ? -number : number);
    while (text.length < width) text = '0' + text;
    return number < 0 ? '-' + text : text;
  }

  function field(date, name) { return own.apply(utcGetters[name], date, none); }

  function dayText(date) {
    return DAYS[field(date, 'Day')] + ' ' + MONTHS[field(date, 'Month')] + ' ' + padded(field(date, 'Date'), 2) +
      ' ' + padded(field(date, 'FullYear'), 4);
  }

  function timeText(date, time) {
    var minutes = isZoned ? offsetAt(time) / 60000 : 0, ahead = minutes < 0 ? -minutes : minutes;
    return padded(field(date, 'Hours'), 2) + ':' + padded(field(date, 'Minutes'), 2) + ':' +
      padded(field(date, 'Seconds'), 2) + ' GMT' + (minutes < 0 ? '-' : '+') +
      padded((ahead - ahead % 60) / 60, 2) + padded(ahead % 60, 2);
  }

  function whole(time) {
    var date = shown(new Native(time));
    return dayText(date) + ' ' + timeText(date, time);
  }

  function texts(text) {
    return function (date) {
      var time = timeOf(date);
      return time !== time ? 'Invalid Date' : text(time);
    };
  }

  var wholeText = texts(whole);
  var dayOnly = texts(function (time) { return dayText(shown(new Native(time))); });
  var timeOnly = texts(function (time) { return timeText(shown(new Native(time)), time); });

  own.install(proto, {
    getYear() { return own.apply(getYear, shown(this), none) - 1900; },
    setYear(year) {
      var date = shown(this), number = own.whole(year);
      own.apply(setYear, date, [number >= 0 && number <= 99 ? number + 1900 : number]);
      return own.apply(setTime, this, [fromLocal(timeOf(date))]);
    },
    getTimezoneOffset() {
      var time = timeOf(this);
      return time !== time ? time : isZoned ? 0 - offsetAt(time) / 60000 : 0;
    },
    toString() { return wholeText(this); },
    toDateString() { return dayOnly(this); },
    toTimeString() { return timeOnly(this); },
    toLocaleString() {
      toLocal('toLocaleString');
      return wholeText(this);
    },
    toLocaleDateString() {
      toLocal('toLocaleDateString');
      return dayOnly(this);
    },
    toLocaleTimeString() {
      toLocal('toLocaleTimeString');
      return timeOnly(this);
    },
  });

  var DAY = '(?:[+-][0-9]{6}|[0-9]{4})(?:-(?!00)[0-9]{2}){0,2}';
  var TIME = 'T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?';
  var local = own.regex('^' + DAY + TIME + '$');
  var fixed = own.regex('^' + DAY + '(?:' + TIME + '(?:Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9]))?$');

  function parse(value) {
    var text = own.text(value);
    if (own.matches(fixed, text)) return nativeParse(text);
    if (own.matches(local, text)) return fromLocal(nativeParse(text + 'Z'));
    // A zone in front counts where the text has none of its own; two of them show whether it has.
    var time = nativeParse('GMT ' + text);
    return time === nativeParse('EST ' + text) ? time : fromLocal(time);
  }

  // As `new Date(object)` takes an object.
  function primitive(value) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return value;
    if (own.isDate(value)) return timeOf(value);
    var convert = value[own.toPrimitive];
    if (convert !== undefined && convert !== null) return own.apply(convert, value, ['default']);
    var plain = typeof value.valueOf === 'function' ? value.valueOf() : value;
    return plain !== null && typeof plain === 'object' ? own.text(value) : plain;
  }

  function timeFrom(values) {
    if (values.length === 0) return now;
    if (values.length > 1) return fromLocal(own.apply(utc, Native, values));
    var value = primitive(values[0]);
    return typeof value === 'string' ? parse(value) : +value;
  }

  function Dates() {
    if (new.target === undefined) return wholeText(new Native(now));
    return own.construct(Native, [timeFrom(arguments)], new.target);
  }

  named('Date', Dates);
  own.define(Dates, 'length', { __proto__: null, value: 7, configurable: true });
  own.define(Dates, 'prototype', { __proto__: null, value: proto, writable: false });
  own.define(proto, 'constructor', { __proto__: null, value: Dates, writable: true, configurable: true, enumerable: false });
  own.install(Dates, {
    now() { return now; },
    parse(text) { return parse(text); },
  });
  own.define(Dates, 'UTC', { __proto__: null, value: utc, writable: true, configurable: true, enumerable: false });
  own.define(own.global, 'Date', { __proto__: null, value: Dates, writable: true });

  return { Date: Dates, timeOf: timeOf, date(time) { return new Native(time); } };
})
