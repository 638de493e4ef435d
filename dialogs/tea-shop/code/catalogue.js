// Makes a carousel of the teas that are there. An answer that is no list, as of a shop that is closed, has none.
if (botContext.getBotVariable('api_teasStatus') !== 200) { return; }
var answer = JSON.parse(botContext.getBotVariable('api_teas').jsonData).api_teas;
var names = {};
var stocks = {};
var cards = [];
answer.forEach(function (tea) {
  names[tea.id] = tea.name;
  stocks[tea.name] = tea.stock;
  if (tea.stock > 0) {
    cards.push({
      type: 'vertical',
      elements: [
        { type: 'text', text: tea.name, style: { bold: true } },
        { type: 'text', text: tea.price.toFixed(2) + ' a tin' },
        {
          type: 'button',
          title: 'Take ' + tea.name,
          click: { metadata: [{ type: 'ExternalId', id: tea.id }], actions: [{ type: 'publishText', text: 'take ' + tea.id }] }
        }
      ]
    });
  }
});
// One card alone is no carousel.
var content = cards.length === 1 ? cards[0] : { type: 'carousel', padding: 10, elements: cards };
botContext.setBotVariable('carousel', JSON.stringify(content), true);
botContext.setBotVariable('teaNames', JSON.stringify(names), true);
botContext.setBotVariable('stocks', JSON.stringify(stocks), true);
