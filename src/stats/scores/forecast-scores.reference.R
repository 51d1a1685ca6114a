# Called by forecast-scores.reference.py: R 4.2.2 glm, forecast 8.20, base pbeta and pt.
suppressMessages(library(forecast))
d <- read.csv("stdin")
c1 <- d[d$set == "chance", ]; e <- d[d$set == "error", ]; l <- d[d$set == "flip", ]
x <- qlogis(c1$a)
m <- glm(c1$b ~ x, family = binomial, control = list(epsilon = 1e-14, maxit = 100))
b <- summary(m)$coefficients
u <- cbind(1, x) * (c1$b - fitted(m)); s <- rowsum(u, c1$c); v <- vcov(m) %*% crossprod(s) %*% vcov(m)
t1 <- dm.test(e$a, e$b, h = 1); t3 <- dm.test(e$a, e$b, h = 3); f <- dm.test(l$a, l$b, h = 2, varestimator = "bartlett")
json <- function(x) paste0("[", paste(sprintf("%.14g", x), collapse = ", "), "]")
g <- expand.grid(x = c(.001, .2, .5, .93), a = c(.5, 3, 40), b = c(.5, 2, 300))
cat(sprintf('{"slope": %s, "sandwich": %s, "dm1": %s, "dm3": %s, "flipped": %s, "betaGrid": [%s], "student": %s}\n', json(c(b[, 1], b[, 2])), json(sqrt(diag(v))),
  json(c(t1$statistic, t1$p.value)), json(c(t3$statistic, t3$p.value)), json(c(f$statistic, f$p.value)),
  paste(apply(cbind(g, pbeta(g$x, g$a, g$b), qbeta(g$x, g$a, g$b)), 1, json), collapse = ", "), json(pt(c(-3, -.5, .2, 4), c(2, 7, 30, 5)))))
