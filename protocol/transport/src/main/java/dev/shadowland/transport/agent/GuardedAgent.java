package dev.shadowland.transport.agent;

import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps one bad duty cycle from ending an agent, and a broken agent from going on. Owned by the
 * agent's thread.
 */
final class GuardedAgent implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerThread.class);
    private static final long LOG_INTERVAL_NS = 1_000_000_000L;

    private final Agent delegate;
    private final int toleratedInRow;
    private final Consumer<Throwable> onFatal;
    private final AtomicLong errors = new AtomicLong();
    private int inRow;
    private long lastLogNs = System.nanoTime() - LOG_INTERVAL_NS;
    private long unlogged;
    private boolean isFatal;

    GuardedAgent(Agent delegate, int toleratedInRow, Consumer<Throwable> onFatal) {
        this.delegate = delegate;
        this.toleratedInRow = toleratedInRow;
        this.onFatal = onFatal;
    }

    @Override
    public void onStart() {
        try {
            delegate.onStart();
        } catch (Throwable e) {
            throw giveUp("could not start", e);
        }
    }

    @Override
    public int doWork() throws Exception {
        try {
            int work = delegate.doWork();
            inRow = 0;
            return work;
        } catch (AgentTerminationException e) {
            throw e;
        } catch (Exception e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            onFailure(e);
            return 0;
        } catch (Throwable e) {
            errors.incrementAndGet();
            throw giveUp("failed beyond repair", e);
        }
    }

    @Override
    public void onClose() {
        delegate.onClose();
    }

    @Override
    public String roleName() {
        return delegate.roleName();
    }

    long errors() {
        return errors.get();
    }

    /** What the runner itself saw: failures of start and close, and the end of the agent. */
    void onRunnerError(Throwable error) {
        if (error instanceof AgentTerminationException || Thread.currentThread().isInterrupted()) {
            return;
        }
        errors.incrementAndGet();
        LOG.warn("{}: failed while ending", roleName(), error);
    }

    private void onFailure(Exception e) {
        errors.incrementAndGet();
        inRow++;
        unlogged++;
        long nowNs = System.nanoTime();
        if (nowNs - lastLogNs >= LOG_INTERVAL_NS) {
            LOG.warn("{}: {} duty cycle(s) failed, the last with", roleName(), unlogged, e);
            lastLogNs = nowNs;
            unlogged = 0;
        }
        if (inRow > toleratedInRow) {
            throw giveUp("failed " + inRow + " duty cycles in a row", e);
        }
    }

    private AgentTerminationException giveUp(String how, Throwable cause) {
        if (!isFatal) {
            isFatal = true;
            LOG.error("{}: {}, giving up", roleName(), how, cause);
            onFatal.accept(cause);
        }
        return new AgentTerminationException(roleName() + " " + how, cause);
    }
}
