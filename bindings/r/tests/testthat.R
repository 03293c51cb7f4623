library(testthat)
library(demarche)

test_check("demarche")
