package dev.firstfault.agent.cli;

/** The arguments do not say what to do; the message says why. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
