// Greets by the hour.
var hour = new Date().getHours()
if (hour < 12 {
  log('morning');
}
