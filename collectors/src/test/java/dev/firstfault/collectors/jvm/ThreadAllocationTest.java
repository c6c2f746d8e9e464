package dev.firstfault.collectors.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadAllocationTest {

    @Test
    void whatTheCallingThreadAllocatesIsCountedToTheKilobyte() {
        ThreadAllocation.open();
        int before = ThreadAllocation.ofCurrentKilobytes();

        byte[] some = new byte[5 << 20];

        assertThat(before).isPositive();
        assertThat(ThreadAllocation.ofCurrentKilobytes() - before).isBetween(some.length >> 10, 6 << 10);
    }
}
