/** What HTTP clients exchange with servers: times, answers that refuse, and those that never come. */
package dev.firstfault.collectors.http;
