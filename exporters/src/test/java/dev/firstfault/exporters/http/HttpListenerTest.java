package dev.firstfault.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstfault.exporters.RecordedHealth;
import dev.firstfault.exporters.prometheus.MetricsPage;
import dev.firstfault.signals.Clock;
import dev.firstfault.signals.meter.Meters;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpListenerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final RecordedHealth health = new RecordedHealth();
    private final Meters meters = new Meters();
    private final LeapingClock clock = new LeapingClock();
    private final HttpListener listener = new HttpListener(
            List.of(new MetricsPage(meters), FixedPage.healthy(), new BrokenPage(), new LargePage()), clock, health);
    private int port;

    @BeforeEach
    void listen() {
        meters.gauge("up_bytes", "Some.").with().set(3);
        port = listener.start(LOOPBACK.getHostAddress(), 0);
    }

    @AfterEach
    void close() {
        listener.close();
        await().until(() -> ours().findAny().isEmpty());
    }

    @Test
    void pagesAreServedToAStandardClient() throws IOException {
        HttpURLConnection metrics = get("/metrics?x=y");
        assertThat(metrics.getResponseCode()).isEqualTo(200);
        assertThat(metrics.getContentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(body(metrics)).isEqualTo("# HELP up_bytes Some.\n# TYPE up_bytes gauge\nup_bytes 3\n");
        assertThat(body(get("/-/healthy"))).isEqualTo("ok\n");
    }

    @Test
    void openMetricsIsServedToWhoAsksForIt() throws IOException {
        HttpURLConnection metrics = get("/metrics");
        metrics.setRequestProperty("Accept", "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;q=0.5");
        assertThat(metrics.getContentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(body(metrics)).endsWith("# EOF\n");
    }

    @Test
    void anUnknownPathIsAnsweredWithTheKnownOnes() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ")
                .contains("Not here. There is: /metrics /-/healthy");
    }

    @Test
    void headGetsTheHeadOnly() throws IOException {
        assertThat(exchange("HEAD /metrics HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n")
                .doesNotContain("up_bytes");
    }

    @Test
    void http10GetsNoChunks() throws IOException {
        assertThat(exchange("GET /-/healthy HTTP/1.0\r\n\r\n"))
                .doesNotContain("chunked")
                .endsWith("\r\n\r\nok\n");
    }

    @Test
    void whatAProxySendsIsUnderstood() throws IOException {
        assertThat(exchange("GET http://x:1/-/healthy HTTP/1.1\nHost: x\n\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void otherMethodsAreRefused() throws IOException {
        assertThat(exchange("POST /metrics HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"))
                .startsWith("HTTP/1.1 405 ");
    }

    @Test
    void garbageIsRefusedAndHurtsNobody() throws IOException {
        for (String garbage : List.of(
                "GET\r\n\r\n",
                "GET /metrics\r\n\r\n",
                "GET metrics HTTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001",
                "\r\n\r\n",
                "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n",
                "GET / HTTP/2.0\r\n\r\n")) {
            assertThat(exchange(garbage)).startsWith("HTTP/1.1 400 ");
        }
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(exchange(new String(bytes, StandardCharsets.ISO_8859_1) + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 40");
        }
        assertThat(body(get("/-/healthy"))).isEqualTo("ok\n");
        assertThat(health.complaints()).isEmpty();
    }

    @Test
    void aPageThatFailsIsA500AndToldToHealth() throws IOException {
        assertThat(exchange("GET /broken HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 500 ")
                .contains("IllegalStateException: on purpose");
        assertThat(health.complaints())
                .containsExactly("http: /broken failed: java.lang.IllegalStateException: on purpose");
    }

    @Test
    void connectionsKeptReadyDoNotHoldUpAScrape() throws IOException {
        List<Socket> ready = new ArrayList<>();
        for (int i = 0; i < HttpListener.MAX_CONNECTIONS - 1; i++) {
            ready.add(new Socket(LOOPBACK, port));
        }
        assertThat(body(get("/-/healthy"))).isEqualTo("ok\n");
        for (Socket socket : ready) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1); // cut off in the end
            socket.close();
        }
    }

    @Test
    void aReaderThatDoesNotReadHoldsUpNobodyAndIsCutOff() throws IOException {
        try (Socket lazy = new Socket(LOOPBACK, port)) {
            lazy.getOutputStream().write("GET /large HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(body(get("/-/healthy"))).isEqualTo("ok\n");
            clock.leap(Duration.ofMillis(HttpListener.MAX_MILLIS));
            await().until(() -> ours().count() == 2); // the one that accepts, the one that serves
        }
    }

    @Test
    void manyScrapesAtOnceAreAllServed() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(20);
        List<Future<String>> bodies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            bodies.add(clients.submit(() -> body(get("/metrics"))));
        }
        for (Future<String> body : bodies) {
            assertThat(body.get(30, TimeUnit.SECONDS)).endsWith("up_bytes 3\n");
        }
        clients.shutdown();
    }

    @Test
    void aBusyPortMovesToTheNext() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, LOOPBACK)) {
            HttpListener second = new HttpListener(List.of(FixedPage.healthy()), Clock.SYSTEM, health);
            int bound = second.start(LOOPBACK.getHostAddress(), busy.getLocalPort());
            assertThat(bound).isGreaterThan(0).isNotEqualTo(busy.getLocalPort());
            second.close();
            assertThat(health.complaints()).isEmpty();
        }
    }

    @Test
    void offListensOnNothing() {
        HttpListener off = new HttpListener(List.of(), Clock.SYSTEM, health);
        assertThat(off.start("", HttpListener.OFF)).isEqualTo(HttpListener.OFF);
        assertThat(health.complaints()).isEmpty();
    }

    @Test
    void anAddressOfAnotherHostIsToldAndNotThrown() {
        HttpListener elsewhere = new HttpListener(List.of(), Clock.SYSTEM, health);
        // TEST-NET-1, RFC 5737: nobody's address
        assertThat(elsewhere.start("192.0.2.1", 9404)).isEqualTo(HttpListener.OFF);
        assertThat(health.complaints()).hasSize(1).first().asString().startsWith("http: cannot listen on 192.0.2.1");
    }

    @Test
    void allAddressesAreServedWhereNoneIsNamed() throws IOException {
        HttpListener everywhere = new HttpListener(List.of(FixedPage.healthy()), Clock.SYSTEM, health);
        int bound = everywhere.start("", 0);
        try (Socket socket = new Socket(LOOPBACK, bound)) {
            assertThat(socket.isConnected()).isTrue();
        }
        everywhere.close();
    }

    @Test
    void allThreadsAreDaemons() throws IOException {
        try (Socket ready = new Socket(LOOPBACK, port)) {
            await().until(() -> ours().count() == 2);
            assertThat(ours()).allMatch(Thread::isDaemon);
            assertThat(ready.isConnected()).isTrue();
        }
    }

    private static Stream<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("firstfault-"));
    }

    private HttpURLConnection get(String path) throws IOException {
        return (HttpURLConnection) URI.create("http://" + LOOPBACK.getHostAddress() + ":" + port + path)
                .toURL()
                .openConnection();
    }

    private static String body(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(LOOPBACK, port)) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The JVM's clock, put forward. */
    private static class LeapingClock implements Clock {
        private final AtomicLong leaptNanos = new AtomicLong();

        void leap(Duration distance) {
            leaptNanos.addAndGet(distance.toNanos());
        }

        @Override
        public long nanos() {
            return Clock.SYSTEM.nanos() + leaptNanos.get();
        }

        @Override
        public long epochMillis() {
            return Clock.SYSTEM.epochMillis();
        }
    }

    private static class BrokenPage implements Page {
        @Override
        public String path() {
            return "/broken";
        }

        @Override
        public String contentType(Request request) {
            return FixedPage.TEXT;
        }

        @Override
        public void writeTo(OutputStream out, Request request) {
            throw new IllegalStateException("on purpose");
        }
    }

    /** More than the socket buffers of both sides hold. */
    private static class LargePage implements Page {
        @Override
        public String path() {
            return "/large";
        }

        @Override
        public String contentType(Request request) {
            return FixedPage.TEXT;
        }

        @Override
        public void writeTo(OutputStream out, Request request) throws IOException {
            for (int i = 0; i < 1000; i++) {
                out.write(new byte[64 * 1024]);
            }
        }
    }
}
