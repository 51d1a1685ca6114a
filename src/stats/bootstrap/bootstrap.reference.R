# Rscript bootstrap.reference.R > bootstrap.reference.json: R 4.2.2; the BCa formula of Efron (1987) with type-7 quantiles, and boot::boot.ci beside it.
set.seed(4); library(boot)
x <- round(rexp(20), 3); est <- mean(x)
draws <- round(replicate(400, mean(sample(x, replace = TRUE))), 6)
without <- sapply(seq_along(x), function(i) mean(x[-i]))
z <- qnorm((sum(draws < est) + sum(draws == est) / 2) / length(draws)); d <- mean(without) - without; a <- sum(d^3) / (6 * sum(d^2)^1.5)
w <- z + qnorm(c(.05, .95)); bca <- quantile(draws, pnorm(z + w / (1 - a * w)), names = FALSE)
b <- boot(x, function(x, i) mean(x[i]), 400); b$t <- matrix(draws); ci <- boot.ci(b, .9, "bca", L = sum(d) + d * 19)$bca[4:5]
json <- function(x) paste0("[", paste(sprintf("%.14g", x), collapse = ", "), "]")
cat(sprintf('{"reference": "bootstrap.reference.R; R 4.2.2, boot %s",\n"rows": %s,\n"draws": %s,\n"percentile": %s,\n"bca": %s,\n"bootPackage": %s}\n', packageVersion("boot"), json(x), json(draws),
  json(quantile(draws, c(.05, .95), names = FALSE)), json(bca), json(ci)))
