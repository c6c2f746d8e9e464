package org.example;

import java.util.concurrent.ThreadFactory;

/** A host's thread factories that do not name their threads. */
public final class NamelessFactories {

    private NamelessFactories() {}

    public static ThreadFactory lambda() {
        return work -> new Thread(work);
    }

    public static ThreadFactory anonymous() {
        return new ThreadFactory() {
            @Override
            public Thread newThread(Runnable work) {
                return new Thread(work);
            }
        };
    }
}
