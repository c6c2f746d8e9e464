/** Programs that cause one fault each, or none to measure by; not in our own package, which the agent leaves alone, and runnable from JDK 8 on. */
package org.example.faults;
