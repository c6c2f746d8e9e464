/** Stores that are talked to without JDBC. */
package dev.firstfault.collectors.store;
