package dev.shadowland.gateway.worker;

import dev.shadowland.actors.api.GatewayEvent;
import dev.shadowland.actors.api.TokenBytes;
import dev.shadowland.gateway.control.ControlPlane;
import dev.shadowland.gateway.control.WorkerInbox;
import dev.shadowland.gateway.control.WorkerRequest;
import dev.shadowland.gateway.control.WorkerRequests;
import dev.shadowland.protocol.backplane.RouteTable;

import org.jspecify.annotations.Nullable;

/** The control plane behind bounded queues. Owned by the worker's thread. */
final class QueuedControlLink implements ControlLink {
    private final ControlPlane plane;
    private final WorkerRequests requests;
    private final WorkerInbox inbox;

    QueuedControlLink(ControlPlane plane, int worker) {
        this.plane = plane;
        requests = plane.requests();
        inbox = plane.inbox(worker);
    }

    @Override
    public boolean enter(long session, TokenBytes token) {
        return requests.offer(new WorkerRequest.Enter(session, token));
    }

    @Override
    public boolean rejoin(long session, long cell) {
        return requests.offer(new WorkerRequest.Rejoin(session, cell));
    }

    @Override
    public boolean ended(long session, long cell, long generation) {
        return requests.offer(new WorkerRequest.SessionEnded(session, cell, generation));
    }

    @Override
    public @Nullable GatewayEvent poll() {
        return inbox.poll();
    }

    @Override
    public RouteTable routes() {
        return plane.routes();
    }
}
