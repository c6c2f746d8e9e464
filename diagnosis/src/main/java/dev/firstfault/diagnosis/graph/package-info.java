/** What can cause what: the causal graph as data, and the evidence its edges are judged on. */
package dev.firstfault.diagnosis.graph;
