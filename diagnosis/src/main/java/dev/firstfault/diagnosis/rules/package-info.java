/** One rule for each fault kind, and the catalog of all. */
package dev.firstfault.diagnosis.rules;
