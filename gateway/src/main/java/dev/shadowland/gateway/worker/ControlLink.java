package dev.shadowland.gateway.worker;

import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.gateway.control.ControlPlane;
import dev.shadowland.protocol.backplane.RouteTable;

import org.jspecify.annotations.Nullable;

/**
 * A worker's end of the bounded queues to and from the control plane. Worker's thread; nothing
 * waits.
 */
public interface ControlLink {
    /** Asks to let a session in; the answer is Entered or Denied. False when the queue is full. */
    boolean enter(long session, TokenBytes token);

    /**
     * Asks to put a session into its cell again, the one it was last heard from; the answer is
     * Entered, Denied or Kick. False when the queue is full.
     */
    boolean rejoin(long session, long cell);

    /**
     * Tells that a session is over, and which cell was last heard of as its own, under which
     * generation. False when the queue is full.
     */
    boolean ended(long session, long cell, long generation);

    /** What the control plane said next, null when nothing. */
    @Nullable GatewayEvent poll();

    /** Which node owns which cell, as of now. */
    RouteTable routes();

    /** The queues of one worker in the gateway's control plane. */
    static ControlLink of(ControlPlane plane, int worker) {
        return new QueuedControlLink(plane, worker);
    }
}
