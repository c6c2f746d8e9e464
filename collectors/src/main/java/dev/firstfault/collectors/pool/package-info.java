/** Connection pools: who waits, how long, and what the pool was doing meanwhile. */
package dev.firstfault.collectors.pool;
