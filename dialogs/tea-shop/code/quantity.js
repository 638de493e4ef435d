// A number that the rules have taken may still be too large for the shop.
var tins = Number(botContext.getCurrentUserMessage());
var stock = JSON.parse(botContext.getBotVariable('stocks'))[botContext.getBotVariable('tea')];
botContext.setBotVariable('tins', tins, true);
botContext.setBotVariable('stock', stock, true);
if (tins > stock) {
  botContext.setTriggerNextMessage('too_many');
}
