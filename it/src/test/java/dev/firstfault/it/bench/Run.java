package dev.firstfault.it.bench;

/**
 * One measured life.
 *
 * @param attachment name of an {@link Attachment}
 * @param cpuSeconds user and system
 * @param scrapeBytes length of the page of metrics, 0 where none was asked for
 */
record Run(
        String attachment, double cpuSeconds, double wallSeconds, long peakRssKib, int peakThreads, int scrapeBytes) {}
