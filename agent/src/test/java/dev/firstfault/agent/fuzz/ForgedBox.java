package dev.firstfault.agent.fuzz;

import dev.firstfault.blackbox.BlackBoxWriter;
import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Frame;
import dev.firstfault.signals.FrameField;
import dev.firstfault.signals.ProcessInfo;
import dev.firstfault.signals.ProcessState;
import dev.firstfault.signals.Resource;
import dev.firstfault.signals.ResourceKind;
import dev.firstfault.signals.SignalKind;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The box of a short life, with records forged into it: with a commit word that holds, so that what is wrong in them is only found by
 * whoever reads on. Knows the format from {@code docs/black-box.md} alone.
 */
final class ForgedBox {

    private static final long EPOCH = 0x5eed_5eed_5eedL;

    /** Start, size, number and tag of the records of one area. */
    private enum Area {
        STATE(128, 64, 2, 0x5441_5453, 4096),
        INFO(8192, 160, 2, 0x4f46_4e49, 16_384),
        RESOURCE(40_960, 256, 256, 0x4352_5352, 256),
        ERROR(106_496, 1024, 48, 0x5352_5245, 1024),
        SIGNAL(155_648, 64, 8192, 0x544e_5645, 64),
        FINE(679_936, 192, 6144, 0x454e_4946, 192),
        COARSE(1_859_584, 192, 2880, 0x5241_4f43, 192);

        private static final Area[] ALL = values();

        private final int start;
        private final int size;
        private final int count;
        private final int tag;
        private final int stride;

        Area(int start, int size, int count, int tag, int stride) {
            this.start = start;
            this.size = size;
            this.count = count;
            this.tag = tag;
            this.stride = stride;
        }
    }

    private static final byte[] TEMPLATE = template();

    /** One for all inputs, and put right after each: a copy costs more than all that is done with it. */
    private static final byte[] SCRATCH = TEMPLATE.clone();

    private final byte[] bytes = SCRATCH;
    private final ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private final List<int[]> touched = new ArrayList<>();
    private int length = bytes.length;

    private ForgedBox() {}

    /**
     * Reads the input as a list of forgeries, each a byte that says where and how, a slot of two bytes, an offset, a length, and the
     * bytes to put there. Give it back with {@link #undo}.
     */
    static ForgedBox of(byte[] input) {
        ForgedBox box = new ForgedBox();
        ByteBuffer in = ByteBuffer.wrap(input);
        while (in.remaining() > 5) {
            int what = in.get() & 0xff;
            int slot = in.getShort() & 0xffff;
            int offset = in.get() & 0xff;
            byte[] put = new byte[Math.min(in.get() & 0xff, in.remaining())];
            in.get(put);
            box.forge(what, slot, offset, put);
        }
        return box;
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    void undo() {
        for (int[] range : touched) {
            System.arraycopy(TEMPLATE, range[0], bytes, range[0], range[1]);
        }
    }

    private void put(byte[] put, int at, int most) {
        int count = Math.min(put.length, most);
        System.arraycopy(put, 0, bytes, at, count);
        touched.add(new int[] {at, count});
    }

    private void forge(int what, int slot, int offset, byte[] put) {
        int kind = what % (Area.ALL.length + 2);
        boolean sealed = what < 192;
        if (kind == Area.ALL.length) { // anywhere, whatever lies there
            int at = (int) ((slot * 256L + offset) % (bytes.length - put.length));
            put(put, at, put.length);
            return;
        }
        if (kind > Area.ALL.length) {
            length = sealed ? length : (int) (slot * 256L + offset) % bytes.length;
            return;
        }
        Area area = Area.ALL[kind];
        int at = area.start + slot % area.count * area.stride;
        int from = Math.min(8 * offset, area.stride - 8);
        put(put, at + from, area.stride - from);
        if (sealed) {
            seal(area, at);
        }
    }

    private void seal(Area area, int at) {
        int size = area == Area.INFO ? 32 + Math.floorMod(numbers.getInt(at + 12), area.stride - 32) : area.size;
        touched.add(new int[] {at, 8});
        numbers.putLong(at, EPOCH);
        CRC32 crc = new CRC32();
        crc.update(bytes, at, size);
        numbers.putLong(at, (long) area.tag << 32 | crc.getValue());
    }

    private static byte[] template() {
        try {
            File file = File.createTempFile("template", ".ffbox");
            Files.delete(file.toPath());
            ProcessInfo info = new ProcessInfo(Collections.singletonMap(ProcessInfo.MAX_HEAP_BYTES, "67108864"));
            try (BlackBoxWriter writer = BlackBoxWriter.create(file, info, 0, 1_700_000_000_000L, EPOCH)) {
                write(writer);
            }
            byte[] written = Files.readAllBytes(file.toPath());
            Files.delete(file.toPath());
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A resource of each kind, a signal of each kind, some seconds of frames. */
    private static void write(BlackBoxWriter writer) {
        int[] resources = new int[ResourceKind.values().length];
        for (ResourceKind kind : ResourceKind.values()) {
            resources[kind.id() % resources.length] = writer.resource(new Resource(kind, "of " + kind));
        }
        int error = writer.error(
                null, new ErrorDetail(1, "java.lang.Error", "no", "08004", 1040, "main", "a.B.c(B.java:1)"));
        long at = 1;
        for (SignalKind kind : SignalKind.values()) {
            at += 100_000_000L;
            writer.signal(kind, resources[kind.id() % resources.length], at, 1, 1, 1, 1, 1, error);
        }
        Frame frame = new Frame();
        for (int i = 0; i < 40; i++) {
            frame.atNanos(i * 250_000_000L);
            frame.set(FrameField.HEAP_USED, 1_000_000L * i);
            frame.set(FrameField.GC_MILLIS, i);
            writer.frame(frame);
        }
        writer.state(ProcessState.RUNNING);
    }
}
