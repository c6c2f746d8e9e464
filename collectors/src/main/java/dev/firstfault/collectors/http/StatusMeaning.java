package dev.firstfault.collectors.http;

import dev.firstfault.signals.HttpError;

/** What the head of an answer alone says: status and {@code Retry-After}, RFC 9110 and RFC 6585. */
final class StatusMeaning {

    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int FIRST_OF_SERVER = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private StatusMeaning() {}

    /**
     * Why the server, or a proxy before it, did not do it; {@link HttpError#NONE} where it did, or where the request was at
     * fault: an application that asks for what is not there has its own way to find out.
     *
     * @param asksToWait whether there was a {@code Retry-After}
     * @param elasticsearch whether the server said that it is one, so that 429 comes from the cluster
     */
    static HttpError of(int status, boolean asksToWait, boolean elasticsearch) {
        if (status == TOO_MANY) {
            return elasticsearch ? HttpError.REJECTED : HttpError.THROTTLED;
        }
        if (status == TOO_LARGE) {
            return HttpError.REQUEST_TOO_LARGE;
        }
        if (status == UNAVAILABLE) {
            return asksToWait ? HttpError.THROTTLED : HttpError.UNAVAILABLE;
        }
        if (status == BAD_GATEWAY || status == GATEWAY_TIMEOUT) {
            return HttpError.UNAVAILABLE;
        }
        return status >= FIRST_OF_SERVER ? HttpError.OTHER : HttpError.NONE;
    }
}
