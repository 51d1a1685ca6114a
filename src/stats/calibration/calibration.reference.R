# Writes calibration.reference.json's Platt and beta figures: R 4.2.2, stats::glm and stats::optim.
d <- read.csv("stdin")
x <- qlogis(d$chance)
m <- summary(glm(d$happened ~ x, family = binomial, weights = d$weight, control = list(epsilon = 1e-14, maxit = 100)))$coefficients
b <- coef(glm(d$happened ~ log(d$chance) + I(-log(1 - d$chance)), family = binomial, control = list(epsilon = 1e-14, maxit = 100)))
f <- function(t) -sum(dbinom(d$happened, 1, plogis(t[1] + t[2] * x), log = TRUE)) + 4 * t[1]^2 / 2 + 25 * (t[2] - 1)^2 / 2
o <- optim(c(0, 1), f, method = "BFGS", hessian = TRUE, control = list(reltol = 1e-16, ndeps = c(1e-6, 1e-6)))
e <- sqrt(diag(solve(optimHess(o$par, f, control = list(ndeps = c(1e-4, 1e-4))))))
cat(sprintf('{"weighted": [%.12f, %.12f, %.12f, %.12f], "shrunk": [%.12f, %.12f, %.12f, %.12f], "beta": [%.12f, %.12f, %.12f]}\n',
  m[1, 1], m[2, 1], m[1, 2], m[2, 2], o$par[1], o$par[2], e[1], e[2], b[2], b[3], b[1]))
