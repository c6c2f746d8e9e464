/** JDBC drivers: what they connect to, how often that fails, and why. */
package dev.firstfault.collectors.jdbc;
