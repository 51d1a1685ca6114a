# Rscript drift.reference.R > drift.reference.json: R 4.2.2, stats::ks.test(exact = FALSE)
set.seed(3)
a <- round(rnorm(60), 2); b <- round(rnorm(45, .5), 2); c <- round(rnorm(30, .02), 2)
json <- function(x) paste0("[", paste(sprintf("%.14g", x), collapse = ", "), "]")
k <- function(x, y) { t <- suppressWarnings(ks.test(x, y, exact = FALSE)); json(c(t$statistic, t$p.value)) }
cat(sprintf('{"reference": "drift.reference.R; R 4.2.2",\n"first": %s,\n"shifted": %s,\n"alike": %s,\n"shiftedTest": %s,\n"alikeTest": %s}\n', json(a), json(b), json(c), k(a, b), k(a, c)))
