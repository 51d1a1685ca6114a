# Writes survival.reference.json: R 4.2.2, survival's survfit, etm 1.1.1. Run: Rscript survival.reference.R > survival.reference.json
suppressMessages({library(survival); library(etm)})
set.seed(5)
n <- 90
time <- ceiling(rexp(n, .08)); cause <- sample(0:2, n, TRUE, c(.35, .25, .4))
s <- survfit(Surv(time, cause > 0) ~ 1, conf.type = "log-log", conf.int = .9)
k <- s$n.event > 0
r <- summary(s, rmean = 20)$table
tra <- matrix(FALSE, 3, 3); tra[1, 2:3] <- TRUE
e <- etm(data.frame(id = 1:n, from = 0, to = ifelse(cause == 0, "cens", cause), time = time), c("0", "1", "2"), tra, "cens", s = 0)
at <- sort(unique(time[cause > 0]))
pick <- function(x) as.numeric(x)[match(at, e$time)]
open <- function(x) x[seq_len(sum(s$surv[k] > 0))] # nobody left: R gives no interval
json <- function(x) paste0("[", paste(sprintf("%.14g", x), collapse = ", "), "]")
cat(sprintf('{"reference": "survival.reference.R; R 4.2.2, survival %s, etm %s",\n"time": %s,\n"cause": %s,\n"at": %s,\n"survival": %s,\n"error": %s,\n"low": %s,\n"high": %s,\n"restrictedMean": %s,\n"median": %s,\n"first": %s,\n"second": %s,\n"firstVariance": %s,\n"secondVariance": %s}\n',
  packageVersion("survival"), packageVersion("etm"), json(time), json(cause), json(at), json(s$surv[k]), json(open((s$std.err * s$surv)[k])), json(open(s$lower[k])), json(open(s$upper[k])),
  json(r[grep("mean", names(r))]), json(quantile(s, .5)$quantile), json(pick(e$est["0", "1", ])), json(pick(e$est["0", "2", ])),
  json(pick(trcov(e, "0 1"))), json(pick(trcov(e, "0 2")))))
