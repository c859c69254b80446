package dev.shadowland.transport.agent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a node opened, to be closed in the opposite order: also that of a node whose start failed
 * half-way. What does not close is logged and hinders nothing. Not thread-safe.
 */
public final class ClosingStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingStack.class);

    private final String node;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /**
     * Nothing is open yet.
     *
     * @param node as the log names it
     */
    public ClosingStack(String node) {
        this.node = node;
    }

    /** Closes before all that is there; what was there already moves. */
    public void push(AutoCloseable part) {
        opened.remove(part);
        opened.push(part);
    }

    /** Closes everything; the second time there is nothing left. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable next = opened.pop();
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("{}: {} did not close: {}", node, next, e.toString());
            }
        }
    }
}
