// Texts are Java's on the platform, so they have some of Java's methods.
(function (own, platform) {
  'use strict';
  var proto = String.prototype, none = [];
  var nativeReplaceAll = proto.replaceAll, indexOf = proto.indexOf, upper = proto.toUpperCase;
  var lower = proto.toLowerCase, codeAt = proto.charCodeAt, slice = proto.slice;
  var regexReplace = RegExp.prototype[Symbol.replace], encode = encodeURIComponent;
  var javaRegex = platform.javaRegex, javaReplaceAll = platform.javaReplaceAll;

  function text(value) {
    if (value === undefined || value === null) throw new TypeError('cannot read a text of ' + value);
    return own.text(value);
  }

  // A Java regex: its text, or a regular expression in its place.
  function compile(regex, flags, begin, end) {
    if (own.isRegex(regex)) {
      flags += (regex.ignoreCase ? 'i' : '') + (regex.multiline ? 'm' : '');
      return own.regex(begin + regex.source + end, flags);
    }
    var java = javaRegex(own.text(regex));
    return own.regex(begin + java[0] + end, flags + java[1]);
  }

  // A replacement as Java writes it: `$1` and `${name}` are groups, a backslash takes the next letter as it is.
  function replacement(written) {
    if (typeof written === 'function') return written;
    var template = own.text(written), length = template.length;
    return function () {
      var groups = arguments, count = groups.length - 2, names;
      while (typeof groups[count] !== 'number') count--;
      names = groups[count + 2];
      var result = '', i = 0;
      while (i < length) {
        var letter = template[i++];
        if (letter === '\\') {
          result += i < length ? template[i++] : letter;
        } else if (letter !== '$') {
          result += letter;
        } else if (template[i] === '{' && names !== undefined) {
          var close = own.apply(indexOf, template, ['}', i]);
          var value = names[own.apply(slice, template, [i + 1, close])];
          result += value === undefined ? '' : value;
          i = close < 0 ? length : close + 1;
        } else {
          var number = digit(template, i++);
          if (number < 0) throw new Error('Illegal group reference in the replacement `' + template + '`');
          if (number >= count) throw new Error('No group ' + number + ' for the replacement `' + template + '`');
          while (digit(template, i) >= 0 && number * 10 + digit(template, i) < count) {
            number = number * 10 + digit(template, i++);
          }
          result += groups[number] === undefined ? '' : groups[number];
        }
      }
      return result;
    };
  }

  function digit(template, at) {
    var code = at < template.length ? own.apply(codeAt, template, [at]) - 48 : -1;
    return code >= 0 && code <= 9 ? code : -1;
  }

  function replace(value, regex, written, flags) {
    return own.apply(regexReplace, compile(regex, flags, '', ''), [value, replacement(written)]);
  }

  function folded(value) { return own.apply(lower, own.apply(upper, value, none), none); }

  own.install(proto, {
    equalsIgnoreCase(other) {
      return other !== undefined && other !== null && folded(text(this)) === folded(own.text(other));
    },
    contains(part) { return own.apply(indexOf, text(this), [own.text(part)]) >= 0; },
    isEmpty() { return text(this).length === 0; },
    matches(regex) { return own.matches(compile(regex, '', '^(?:', ')$'), text(this)); },
    compareTo(other) {
      var mine = text(this), theirs = text(other), i = 0;
      var shorter = mine.length < theirs.length ? mine.length : theirs.length;
      while (i < shorter && mine[i] === theirs[i]) i++;
      if (i === shorter) return mine.length - theirs.length;
      return own.apply(codeAt, mine, [i]) - own.apply(codeAt, theirs, [i]);
    },
    replaceAll(search, written) {
      if (!javaReplaceAll || own.isRegex(search)) return own.apply(nativeReplaceAll, this, [search, written]);
      return replace(text(this), search, written, 'g');
    },
    replaceFirst(regex, written) { return replace(text(this), regex, written, ''); },
    hashCode() {
      var value = text(this), hash = 0;
      for (var i = 0; i < value.length; i++) hash = (hash * 31 + own.apply(codeAt, value, [i])) | 0;
      return hash;
    },
    getBytes() {
      var encoded = encode(text(this)), bytes = [];
      for (var i = 0; i < encoded.length; i++) {
        var byte = encoded[i] === '%'
          ? own.number('0x' + encoded[i + 1] + encoded[(i += 2)])
          : own.apply(codeAt, encoded, [i]);
        bytes[bytes.length] = byte > 127 ? byte - 256 : byte;
      }
      return bytes;
    },
  });
})
