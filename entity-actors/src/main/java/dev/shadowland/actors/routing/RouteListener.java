package dev.shadowland.actors.routing;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.ClusterEvent;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.ReceptionistKeys;
import dev.shadowland.actors.api.RouteMessage;
import dev.shadowland.actors.routing.Membership.Standing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Runs on every node: announces the node's endpoint to all other listeners, hears theirs and the
 * routes of shards, and hands both to the data plane. Announcements are repeated every 2 s, so one
 * lost message heals.
 */
public final class RouteListener {
    private static final Logger LOG = LoggerFactory.getLogger(RouteListener.class);
    private static final Duration REPEAT = Duration.ofSeconds(2);

    private final ActorContext<Object> context;
    private final RouteMessage.NodeAnnounced self;
    private final RouteBook book;
    private final MemberListener listener;
    private final Membership membership;
    private final Set<Long> strangers = new HashSet<>();
    private boolean isUnfit;
    private Set<ActorRef<RouteMessage>> listeners = new HashSet<>();

    private record Repeat() {}

    private RouteListener(
            ActorContext<Object> context, MemberEndpoint endpoint, MemberListener listener) {
        this.context = context;
        this.listener = listener;
        Cluster cluster = Cluster.get(context.getSystem());
        this.self = new RouteMessage.NodeAnnounced(endpoint, memberUid(cluster));
        this.membership = new ClusterMembership(cluster);
        this.book = new RouteBook(listener, membership, this::onDuplicate);
    }

    /** This node's life in the cluster. */
    public static long memberUid(Cluster cluster) {
        return cluster.selfMember().uniqueAddress().longUid();
    }

    /** A listener for the node with this endpoint. */
    public static Behavior<RouteMessage> create(MemberEndpoint endpoint, MemberListener listener) {
        // Object inside: listings and cluster events come without adapters, RouteMessage is all
        // that others may send.
        return Behaviors.setup(context -> new RouteListener(context, endpoint, listener).start())
                .narrow();
    }

    private Behavior<Object> start() {
        subscribe(ClusterEvent.MemberRemoved.class);
        subscribe(ClusterEvent.UnreachableMember.class);
        context.getSystem()
                .receptionist()
                .tell(Receptionist.register(ReceptionistKeys.ROUTES, context.getSelf().narrow()));
        context.getSystem()
                .receptionist()
                .tell(Receptionist.subscribe(ReceptionistKeys.ROUTES, listings()));
        book.onNode(self.endpoint(), self.memberUid());
        return Behaviors.withTimers(
                timers -> {
                    timers.startTimerWithFixedDelay(new Repeat(), REPEAT);
                    return Behaviors.receive(Object.class)
                            .onMessage(RouteMessage.NodeAnnounced.class, this::onNode)
                            .onMessage(RouteMessage.RoutesAnnounced.class, this::onRoutes)
                            .onMessage(Receptionist.Listing.class, this::onListing)
                            .onMessage(ClusterEvent.MemberRemoved.class, this::onRemoved)
                            .onMessage(ClusterEvent.UnreachableMember.class, this::onUnreachable)
                            .onMessage(Repeat.class, _ -> onRepeat())
                            .build();
                });
    }

    private <E extends ClusterEvent.ClusterDomainEvent> void subscribe(Class<E> event) {
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(Subscribe.create(context.getSelf().narrow(), event));
    }

    /**
     * A reference apart: the receptionist fails on an actor that registers and subscribes as one.
     */
    private ActorRef<Receptionist.Listing> listings() {
        return context.messageAdapter(Receptionist.Listing.class, listing -> listing);
    }

    private Behavior<Object> onNode(RouteMessage.NodeAnnounced announced) {
        if (isOfThisWorld(announced.endpoint(), announced.memberUid())) {
            book.onNode(announced.endpoint(), announced.memberUid());
        }
        return Behaviors.same();
    }

    private Behavior<Object> onRoutes(RouteMessage.RoutesAnnounced announced) {
        if (isOfThisWorld(announced.endpoint(), announced.memberUid())) {
            book.onRoutes(announced);
        }
        return Behaviors.same();
    }

    /**
     * Positions mean something else in another world. Of two nodes that differ the younger ends;
     * until then neither hears of the other.
     */
    private boolean isOfThisWorld(MemberEndpoint other, long memberUid) {
        if (other.world() == self.endpoint().world()) {
            return true;
        }
        if (strangers.add(memberUid)) {
            LOG.error("{}", otherWorld(other, memberUid));
        }
        boolean isOurFault =
                membership.standing(memberUid) == Standing.LIVING
                        && membership.isOlder(memberUid, self.memberUid());
        if (isOurFault && !isUnfit) {
            isUnfit = true;
            listener.onUnfit(otherWorld(other, memberUid));
        }
        return false;
    }

    private String otherWorld(MemberEndpoint other, long memberUid) {
        return "this node (id %d) and the %s %d at %s have different worlds: give all nodes the same maps, max-speed and water (shadowland.world) and shadowland.aoi.entity-distances; of the two the younger ends"
                .formatted(
                        self.endpoint().node(),
                        other.role(),
                        other.node(),
                        membership.address(memberUid));
    }

    private Behavior<Object> onListing(Receptionist.Listing listing) {
        Set<ActorRef<RouteMessage>> now =
                new HashSet<>(listing.getServiceInstances(ReceptionistKeys.ROUTES));
        for (ActorRef<RouteMessage> listener : now) {
            if (!listeners.contains(listener)) {
                listener.tell(self);
            }
        }
        listeners = now;
        return Behaviors.same();
    }

    private Behavior<Object> onRemoved(ClusterEvent.MemberRemoved event) {
        strangers.remove(event.member().uniqueAddress().longUid());
        book.onRemoved(event.member().uniqueAddress().longUid());
        return Behaviors.same();
    }

    private Behavior<Object> onUnreachable(ClusterEvent.UnreachableMember event) {
        book.onUnreachable(event.member().uniqueAddress().longUid());
        return Behaviors.same();
    }

    private void onDuplicate(DuplicateId duplicate) {
        LOG.error("{}", duplicate.text());
        if (duplicate.strangerUid() == self.memberUid()) {
            listener.onUnfit(duplicate.text());
        }
    }

    private Behavior<Object> onRepeat() {
        listeners.forEach(listener -> listener.tell(self));
        return Behaviors.same();
    }
}
