# Rscript association.reference.R > association.reference.json: R 4.2.2 mantelhaen.test and p.adjust, metafor's rma.mh.
suppressMessages(library(metafor)); set.seed(21)
k <- 9; n1 <- sample(3:30, k); n0 <- sample(5:40, k); base <- runif(k, .1, .6)
a <- rbinom(k, n1, pmin(.95, base + .15)); c <- rbinom(k, n0, base)
t <- array(rbind(a, n1 - a, c, n0 - c), c(2, 2, k)); m <- mantelhaen.test(t, correct = FALSE)
o <- rma.mh(ai = a, n1i = n1, ci = c, n2i = n0, measure = "OR"); d <- rma.mh(ai = a, n1i = n1, ci = c, n2i = n0, measure = "RD")
p <- round(c(runif(8), .001, .004, .02, .02), 4)
json <- function(x) paste0("[", paste(sprintf("%.14g", x), collapse = ", "), "]")
cat(sprintf('{"reference": "association.reference.R; R 4.2.2, metafor %s",\n"exposedWins": %s,\n"exposed": %s,\n"otherWins": %s,\n"others": %s,\n"odds": %s,\n"risk": %s,\n"pValue": %s,\n"pValues": %s,\n"rates": %s}\n', packageVersion("metafor"),
  json(a), json(n1), json(c), json(n0), json(base::c(m$estimate, o$se)), json(base::c(d$beta, d$se)), json(m$p.value), json(p), json(p.adjust(p, "BH"))))
