/** The network as the JDK shows it: names that are looked up. */
package dev.firstfault.collectors.net;
