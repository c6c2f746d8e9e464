package dev.firstfault.collectors.http;

import dev.firstfault.bridge.Receiver;
import org.jspecify.annotations.Nullable;

/** Hands on what the probes of HTTP clients say. */
final class HttpReceiver extends Receiver {

    private final ClientExchanges exchanges;

    HttpReceiver(ClientExchanges exchanges) {
        this.exchanges = exchanges;
    }

    @Override
    public @Nullable Object exchangeStarted(@Nullable Object host, Object request) {
        return exchanges.started(host, request);
    }

    @Override
    public void exchangeEnded(Object exchange, @Nullable Object answer, @Nullable Throwable thrown) {
        exchanges.ended(exchange, answer, thrown);
    }

    @Override
    public void exchangeAnnounced(@Nullable Object consumer) {
        exchanges.announced(consumer);
    }

    @Override
    public void exchangeOpened(Object handler, Object scope, @Nullable Object consumer) {
        exchanges.opened(handler, scope, consumer);
    }

    @Override
    public void exchangeHead(Object handler, Object head) {
        exchanges.headCame(handler, head);
    }

    @Override
    public void exchangeClosed(Object handler, @Nullable Throwable thrown) {
        exchanges.closed(handler, thrown);
    }

    @Override
    public void exchangeSent(Object request, Object future) {
        exchanges.sent(request, future);
    }

    @Override
    public void leaseAsked(Object manager, Object route) {
        exchanges.leaseAsked(manager, route);
    }

    @Override
    public void leaseEnded() {
        exchanges.leaseEnded();
    }
}
