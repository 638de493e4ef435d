// Runs before each piece of code. What it keeps in variables of its own does not survive; what is to be kept
// goes into bot variables and the context service.
var NAMESPACE = 'shop';

// Called once, before the first message of a session is worked off.
function __initConversation() {
  botContext.registerContextNamespace(NAMESPACE);
  var customer = botContext.getLPCustomerInfo();
  var name = customer && customer.userName ? customer.userName : 'you';
  var favourite = botContext.getContextDataForUser(NAMESPACE, 'favourite');
  var greeting = 'Hello, ' + name + '.';
  if (favourite) {
    greeting += ' There is fresh ' + favourite + '.';
  }
  botContext.setBotVariable('name', name, true);
  botContext.setBotVariable('greeting', greeting, true);
  botContext.setBotVariable('cart', JSON.stringify([]), true);
}

function readCart() {
  return JSON.parse(botContext.getBotVariable('cart'));
}

// The name of a tea, by the list that the catalogue's code has kept.
function teaOf(id) {
  var names = JSON.parse(botContext.getBotVariable('teaNames'));
  return names[id] || id;
}

function addToCart() {
  var cart = readCart();
  cart.push({ tea: botContext.getBotVariable('tea'), tins: botContext.getBotVariable('tins') });
  botContext.setBotVariable('cart', JSON.stringify(cart), true);
  botContext.setContextDataForUser(NAMESPACE, 'favourite', botContext.getBotVariable('tea'));
}

function cartText(cart) {
  return cart.map(function (item) { return item.tins + ' × ' + item.tea; }).join(', ');
}
