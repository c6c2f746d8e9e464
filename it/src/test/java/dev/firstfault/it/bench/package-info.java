/** What the agent costs, beside its peers: measuring programs, microbenchmarks, and the page that shows their results. */
package dev.firstfault.it.bench;
