/** Incidents that are made to happen to a service with a real database, and what the verdict about each should be. */
package dev.firstfault.it.incidents;
