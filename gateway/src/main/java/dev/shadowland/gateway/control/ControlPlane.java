package dev.shadowland.gateway.control;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.routing.MemberListener;
import dev.shadowland.protocol.backplane.RouteTable;

import java.util.List;
import java.util.stream.IntStream;

/**
 * All that gateway workers see of the cluster: a queue of requests, an inbox each, and the route
 * table. Made before the workers and the actor system; holds no actor.
 */
public final class ControlPlane {
    private final WorkerRequests requests;
    private final List<WorkerInbox> inboxes;
    private volatile RouteTable routes = RouteTable.EMPTY;

    /**
     * A control plane with nobody behind it yet.
     *
     * @param workers number of workers, 1..64
     * @param capacity requests, and events of each worker, that may wait
     */
    public ControlPlane(int workers, int capacity) {
        this.requests = new WorkerRequests(capacity);
        this.inboxes =
                IntStream.range(0, workers).mapToObj(_ -> new WorkerInbox(capacity)).toList();
    }

    /** Where workers ask. */
    public WorkerRequests requests() {
        return requests;
    }

    /** Events of one worker, 0 to workers − 1. */
    public WorkerInbox inbox(int worker) {
        return inboxes.get(worker);
    }

    /** Events that found no room in their worker's inbox; any thread. */
    public long eventsDropped() {
        return inboxes.stream().mapToLong(WorkerInbox::dropped).sum();
    }

    /** The route table of the moment: read once per duty cycle. */
    public RouteTable routes() {
        return routes;
    }

    int workers() {
        return inboxes.size();
    }

    /** Keeps the table here and passes everything on. */
    MemberListener listening(MemberListener next) {
        return new MemberListener() {
            @Override
            public void onMember(MemberEndpoint endpoint) {
                next.onMember(endpoint);
            }

            @Override
            public void onMemberLeft(int node) {
                next.onMemberLeft(node);
            }

            @Override
            public void onUnfit(String text) {
                next.onUnfit(text);
            }

            @Override
            public void onRoutes(RouteTable table) {
                routes = table;
                next.onRoutes(table);
            }
        };
    }
}
