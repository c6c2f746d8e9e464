package dev.firstfault.collectors.jdbc;

/**
 * The address of a server as the clients of other stores print it: {@code cache/127.0.0.1:6379}, {@code
 * DefaultJedisSocketFactory{cache:6379}}, {@code ServerId{clusterId=..., address=db:27017}}.
 */
final class StoreAddress {

    private StoreAddress() {}

    /** {@code host:port}, the host as it was configured; empty where none is plainly there. */
    static String of(String printed) {
        int end = printed.length();
        while (end > 0 && "}] ".indexOf(printed.charAt(end - 1)) >= 0) {
            end--;
        }
        int colon = printed.lastIndexOf(':', end - 1);
        if (colon < 0) {
            return "";
        }
        int start = colon;
        while (start > 0 && "{=@, ".indexOf(printed.charAt(start - 1)) < 0) {
            start--;
        }
        String host = printed.substring(start, colon);
        while (host.startsWith("//")) { // of a URL
            host = host.substring(2);
        }
        int slash = host.indexOf('/'); // of an InetSocketAddress: name/address, /address
        if (slash >= 0) {
            host = slash > 0 ? host.substring(0, slash) : host.substring(1);
        }
        return JdbcUrls.hosts(host + printed.substring(colon, end));
    }
}
