# Writes series.reference.json: Rscript series-reference.R > series.reference.json
suppressMessages({library(forecast); library(jsonlite)})
series <- list(nile = Nile, deaths = USAccDeaths, air = window(AirPassengers, end = c(1958, 12)), gas = window(UKgas, start = 1970), austres = austres)
fitted <- function(y, model, damped = FALSE, h = 18) {
  fit <- ets(y, model = model, damped = damped)
  f <- forecast(fit, h = h, level = 95)
  list(model = model, damped = damped, par = as.list(fit$par), initstate = as.list(fit$initstate), deviance = -2 * fit$loglik,
    aicc = fit$aicc, sigma2 = fit$sigma2, mean = as.numeric(f$mean), upper95 = as.numeric(f$upper))
}
one <- function(y) {
  m <- frequency(y)
  auto <- ets(y)
  models <- list(list("ANN", FALSE), list("AAN", FALSE), list("AAN", TRUE), list("MNN", FALSE), list("MAN", TRUE))
  if (m > 1) models <- c(models, list(list("ANA", FALSE), list("AAA", TRUE), list("MNA", FALSE), list("MAA", FALSE), list("MNM", FALSE), list("MAM", FALSE), list("MAM", TRUE)))
  naive <- if (m > 1) snaive(y, h = 18, level = 95) else naive(y, h = 18, level = 95)
  drift <- rwf(y, drift = TRUE, h = 18, level = 95)
  smooth <- ses(y, h = 18, level = 95)
  theta <- thetaf(y, h = 18, level = 95)
  seasonal <- if (m > 1) as.numeric(decompose(y, "multiplicative")$figure) else numeric(0)
  pick <- function(f) list(mean = as.numeric(f$mean), upper95 = as.numeric(f$upper))
  list(values = as.numeric(y), frequency = m, acf = as.numeric(acf(y, lag.max = 12, plot = FALSE)$acf), naive = pick(naive), drift = pick(drift),
    ses = c(pick(smooth), list(squares = sum(residuals(smooth)^2))), theta = pick(theta), indices = seasonal,
    ar2 = { fit <- ar(y, order.max = 2, aic = FALSE, method = "ols", demean = FALSE, intercept = TRUE); c(as.numeric(fit$x.intercept), as.numeric(fit$ar)) },
    kpss = urca::ur.kpss(y, type = "mu", use.lag = trunc(3 * sqrt(length(y)) / 13))@teststat,
    auto = list(method = auto$method, aicc = auto$aicc, mean = as.numeric(forecast(auto, h = 18)$mean)),
    ets = lapply(models, function(k) fitted(y, k[[1]], k[[2]])))
}
cat(toJSON(list(script = "series-reference.R", versions = list(R = as.character(getRversion()), forecast = as.character(packageVersion("forecast"))), series = lapply(series, one)), auto_unbox = TRUE, digits = 12))
