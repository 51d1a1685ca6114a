# Reads two series from standard input, one to a line, and says what R forecast takes for them: milliseconds of processor
# time of ets and thetaf on the first, and of thetaf, ets and auto.arima together with their forecasts on the second.
suppressMessages(library(forecast))
lines <- readLines(file("stdin"))
series <- lapply(strsplit(lines, ","), function(cells) ts(as.numeric(cells), frequency = 12))
spent <- function(times, work) {
  work()
  best <- Inf
  for (run in seq_len(times)) best <- min(best, system.time(work())[["user.self"]])
  best * 1000
}
short <- series[[1]]
long <- series[[2]]
ets.ms <- spent(3, function() ets(short))
theta.ms <- spent(3, function() for (i in 1:20) thetaf(short, h = 12)) / 20
three.ms <- spent(1, function() {
  thetaf(long, h = 18)
  forecast(ets(long), h = 18)
  forecast(auto.arima(long), h = 18)
})
cat(ets.ms, theta.ms, three.ms, paste0("R ", getRversion(), " forecast ", packageVersion("forecast")))
