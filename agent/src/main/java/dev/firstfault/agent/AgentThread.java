package dev.firstfault.agent;

/** Makes the agent's threads: daemons all, so that none keeps the host alive. */
final class AgentThread {

    private AgentThread() {}

    static void start(String name, Runnable work, int priority) {
        Thread thread = new Thread(null, work, name, 0);
        thread.setDaemon(true);
        thread.setPriority(priority);
        // The host's loader would otherwise be kept alive by our thread, and seen from it.
        thread.setContextClassLoader(AgentThread.class.getClassLoader());
        thread.start();
    }
}
