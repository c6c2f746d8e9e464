package dev.firstfault.blackbox;

import dev.firstfault.signals.ErrorDetail;
import org.jspecify.annotations.Nullable;

/** An error as told apart in the box: by {@link ErrorDetail#sameAs} and by resource. */
final class RecordedError {

    final int resourceId;
    final ErrorDetail detail;

    RecordedError(int resourceId, ErrorDetail detail) {
        this.resourceId = resourceId;
        this.detail = detail;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordedError
                && resourceId == ((RecordedError) other).resourceId
                && detail.sameAs(((RecordedError) other).detail);
    }

    @Override
    public int hashCode() {
        return 31 * resourceId + detail.type().hashCode();
    }
}
