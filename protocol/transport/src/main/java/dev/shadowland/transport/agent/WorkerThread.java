package dev.shadowland.transport.agent;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.IdleStrategy;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * A named thread that runs one agent's duty cycle until closed. An exception in a cycle is counted
 * and logged at most once a second; after {@code toleratedInRow} failures in a row, an {@link
 * Error}, or a failed start the agent ends and the node is told through a callback, which runs on
 * the ending thread.
 */
public final class WorkerThread implements AutoCloseable {
    private static final int CLOSE_RETRY_MS = 2_000;

    private final GuardedAgent agent;
    private final AgentRunner runner;
    private final Thread thread;

    private WorkerThread(GuardedAgent agent, AgentRunner runner, Thread thread) {
        this.agent = agent;
        this.runner = runner;
        this.thread = thread;
    }

    /**
     * Starts a thread named after the agent's role.
     *
     * @param toleratedInRow failing cycles in a row that are survived, at least 0
     * @param onFatal called once when the agent gave up; must not wait for this thread to end
     */
    public static WorkerThread start(
            Agent agent, IdleStrategy idle, int toleratedInRow, Consumer<Throwable> onFatal) {
        GuardedAgent guarded = new GuardedAgent(agent, toleratedInRow, onFatal);
        AgentRunner runner = new AgentRunner(idle, guarded::onRunnerError, null, guarded);
        ThreadFactory named = task -> Thread.ofPlatform().name(agent.roleName()).unstarted(task);
        return new WorkerThread(guarded, runner, AgentRunner.startOnThread(runner, named));
    }

    /** Failing cycles since start; any thread. */
    public long errors() {
        return agent.errors();
    }

    /** True while the duty cycle runs. */
    public boolean isRunning() {
        return thread.isAlive() && !runner.isClosed();
    }

    /**
     * Ends the duty cycle, interrupting a wait, and returns when the agent's {@code onClose} has
     * run. Not from the agent itself.
     */
    @Override
    public void close() {
        runner.close(CLOSE_RETRY_MS, _ -> {});
    }
}
