package dev.firstfault.collectors.jvm;

import dev.firstfault.signals.Frame;

/** Fills some columns of each frame. Called by the sampler's thread only. */
interface FrameSource {

    /**
     * Sets the columns that are this source's; {@link Frame#atNanos()} and the heap columns are set already.
     *
     * @param mayAllocate false while the heap is nearly full: an allocation of ours could be the one that ends the process
     */
    void fill(Frame frame, boolean mayAllocate);
}
