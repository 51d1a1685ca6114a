# Rscript shrinkage.reference.R > shrinkage.reference.json: R 4.2.2 optim on the marginal likelihoods, metafor's rma, qbeta.
suppressMessages(library(metafor)); set.seed(12)
n <- c(5, 12, 40, 8, 25, 60, 3, 18, 33, 90); s <- rbinom(10, n, rbeta(10, 4, 8))
bb <- optim(c(0, 2), function(t) { a <- plogis(t[1]) * exp(t[2]); b <- (1 - plogis(t[1])) * exp(t[2]); -sum(lbeta(a + s, b + n - s) - lbeta(a, b)) }, control = list(reltol = 1e-15, maxit = 5000))
e <- c(1, 4, 10, 2.5, 7, 20, .5, 3); o <- rpois(8, e * rgamma(8, 3, 3) * 2)
gp <- optim(c(0, 1), function(t) -sum(dnbinom(o, exp(t[2]), mu = exp(t[1]) * e, log = TRUE)), control = list(reltol = 1e-15, maxit = 5000))
y <- round(rnorm(12, 3, 1.3), 2); se <- round(runif(12, .4, 1.5), 2); m <- rma(y, sei = se, method = "ML", control = list(threshold = 1e-12, maxiter = 1000))
json <- function(x) paste0("[", paste(sprintf("%.14g", x), collapse = ", "), "]")
a <- plogis(bb$par[1]) * exp(bb$par[2]); b <- (1 - plogis(bb$par[1])) * exp(bb$par[2])
cat(sprintf('{"reference": "shrinkage.reference.R; R 4.2.2, metafor %s",\n"successes": %s,\n"trials": %s,\n"share": %s,\n"firstShare": %s,\n"events": %s,\n"exposure": %s,\n"rate": %s,\n"estimates": %s,\n"errors": %s,\n"value": %s,\n"shrunkValues": %s}\n', packageVersion("metafor"),
  json(s), json(n), json(c(plogis(bb$par[1]), exp(bb$par[2]))), json(c((a + s[1]) / (a + b + n[1]), qbeta(c(.1, .9), a + s[1], b + n[1] - s[1]))), json(o), json(e), json(exp(gp$par)), json(y), json(se), json(c(m$b, sqrt(m$tau2))), json(m$tau2 / (m$tau2 + se^2) * y + se^2 / (m$tau2 + se^2) * c(m$b))))
