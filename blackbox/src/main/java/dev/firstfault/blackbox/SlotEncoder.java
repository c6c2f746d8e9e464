package dev.firstfault.blackbox;

import dev.firstfault.signals.ErrorDetail;
import dev.firstfault.signals.Resource;
import java.util.Arrays;

/** Lays out resources and errors, see {@link ResourceFormat} and {@link ErrorFormat}. Not thread-safe. */
final class SlotEncoder {

    private final RecordSeal seal;
    private final byte[] slot = new byte[ErrorFormat.SIZE];

    SlotEncoder(long epoch) {
        seal = new RecordSeal(epoch);
    }

    /** Fills {@link #slot()}; returns where it belongs. */
    int resource(int id, Resource resource) {
        Arrays.fill(slot, 0, ResourceFormat.SIZE, (byte) 0);
        byte[] name = Utf8.encode(resource.name());
        int length = Utf8.fit(name, ResourceFormat.MAX_NAME);
        LittleEndian.putShort(slot, ResourceFormat.ID, id);
        LittleEndian.putShort(slot, ResourceFormat.KIND, resource.kind().id());
        LittleEndian.putShort(slot, ResourceFormat.LENGTH, length);
        System.arraycopy(name, 0, slot, ResourceFormat.NAME, length);
        seal.seal(slot, ResourceFormat.SIZE, ResourceFormat.TAG);
        return BoxFormat.RESOURCES + (id - 1) * ResourceFormat.SIZE;
    }

    /** Fills {@link #slot()}; returns where it belongs. */
    int error(int id, RecordedError error) {
        Arrays.fill(slot, 0, ErrorFormat.SIZE, (byte) 0);
        ErrorDetail detail = error.detail;
        LittleEndian.putShort(slot, ErrorFormat.ID, id);
        LittleEndian.putShort(slot, ErrorFormat.RESOURCE, error.resourceId);
        LittleEndian.putInt(slot, ErrorFormat.VENDOR_CODE, detail.vendorCode());
        LittleEndian.putLong(slot, ErrorFormat.AT_NANOS, detail.atNanos());
        int at = ErrorFormat.TEXT;
        at = text(at, 0, detail.type(), ErrorFormat.MAX_TYPE);
        at = text(at, 1, detail.message(), ErrorFormat.MAX_MESSAGE);
        String sqlState = detail.sqlState();
        at = text(at, 2, sqlState == null ? "" : sqlState, ErrorFormat.MAX_SQL_STATE);
        if (sqlState == null) {
            LittleEndian.putShort(slot, ErrorFormat.LENGTHS + 2 * 2, ErrorFormat.ABSENT);
        }
        at = text(at, 3, detail.thread(), ErrorFormat.MAX_THREAD);
        text(at, 4, detail.frames(), ErrorFormat.MAX_FRAMES);
        seal.seal(slot, ErrorFormat.SIZE, ErrorFormat.TAG);
        return BoxFormat.ERRORS + (id - 1) * ErrorFormat.SIZE;
    }

    byte[] slot() {
        return slot;
    }

    private int text(int at, int index, String text, int max) {
        byte[] encoded = Utf8.encode(text);
        int length = Utf8.fit(encoded, max);
        LittleEndian.putShort(slot, ErrorFormat.LENGTHS + 2 * index, length);
        System.arraycopy(encoded, 0, slot, at, length);
        return at + length;
    }
}
