package dev.shadowland.shard.placement;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.cluster.typed.Cluster;

import dev.shadowland.actors.api.MemberEndpoint;
import dev.shadowland.actors.api.ReceptionistKeys;
import dev.shadowland.actors.api.RouteMessage;
import dev.shadowland.actors.api.RouteMessage.OwnedCell;
import dev.shadowland.actors.api.RouteMessage.RoutesAnnounced;
import dev.shadowland.actors.routing.RouteListener;
import dev.shadowland.shard.cell.CellRoutes;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells every node's route listener which cells this node owns: the whole list, 50 ms after a
 * change, at once to a new listener, and every 2 s so that a lost message heals.
 */
public final class RoutePublisher {
    private static final Duration BATCH = Duration.ofMillis(50);
    private static final Duration REPEAT = Duration.ofSeconds(2);

    private final TimerScheduler<Command> timers;
    private final MemberEndpoint endpoint;
    private final long memberUid;
    private final Map<Long, Long> epochs = new HashMap<>();
    private Set<ActorRef<RouteMessage>> listeners = Set.of();
    private long sequence;

    /** Messages of this actor; other classes use {@link #routes}. */
    public sealed interface Command {}

    private record Owned(long cell, long epoch) implements Command {}

    private record Released(long cell, long epoch) implements Command {}

    private record Listeners(Set<ActorRef<RouteMessage>> found) implements Command {}

    private record Announce() implements Command {}

    private record Repeat() implements Command {}

    private RoutePublisher(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            MemberEndpoint endpoint) {
        this.timers = timers;
        this.endpoint = endpoint;
        this.memberUid = RouteListener.memberUid(Cluster.get(context.getSystem()));
        ActorRef<Receptionist.Listing> listings =
                context.messageAdapter(
                        Receptionist.Listing.class,
                        listing ->
                                new Listeners(
                                        new HashSet<>(
                                                listing.getServiceInstances(
                                                        ReceptionistKeys.ROUTES))));
        context.getSystem()
                .receptionist()
                .tell(Receptionist.subscribe(ReceptionistKeys.ROUTES, listings));
        timers.startTimerWithFixedDelay(new Repeat(), REPEAT);
    }

    /** The publisher of a shard node with this endpoint. */
    public static Behavior<Command> create(MemberEndpoint endpoint) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers -> {
                                    RoutePublisher publisher =
                                            new RoutePublisher(context, timers, endpoint);
                                    return Behaviors.receive(Command.class)
                                            .onMessage(Owned.class, publisher::onOwned)
                                            .onMessage(Released.class, publisher::onReleased)
                                            .onMessage(Listeners.class, publisher::onListeners)
                                            .onMessage(
                                                    Announce.class, _ -> publisher.announceToAll())
                                            .onMessage(Repeat.class, _ -> publisher.announceToAll())
                                            .build();
                                }));
    }

    /** The publisher as cells see it. */
    public static CellRoutes routes(ActorRef<Command> publisher) {
        return new CellRoutes() {
            @Override
            public void onOwned(long cell, long epoch) {
                publisher.tell(new Owned(cell, epoch));
            }

            @Override
            public void onReleased(long cell, long epoch) {
                publisher.tell(new Released(cell, epoch));
            }
        };
    }

    private Behavior<Command> onOwned(Owned owned) {
        epochs.merge(owned.cell(), owned.epoch(), Math::max);
        return announceSoon();
    }

    private Behavior<Command> onReleased(Released released) {
        epochs.computeIfPresent(
                released.cell(), (_, epoch) -> epoch > released.epoch() ? epoch : null);
        return announceSoon();
    }

    private Behavior<Command> announceSoon() {
        if (!timers.isTimerActive(Announce.class)) {
            timers.startSingleTimer(Announce.class, new Announce(), BATCH);
        }
        return Behaviors.same();
    }

    private Behavior<Command> onListeners(Listeners now) {
        RoutesAnnounced announcement = announcement();
        now.found().stream()
                .filter(listener -> !listeners.contains(listener))
                .forEach(l -> l.tell(announcement));
        listeners = now.found();
        return Behaviors.same();
    }

    private Behavior<Command> announceToAll() {
        RoutesAnnounced announcement = announcement();
        listeners.forEach(listener -> listener.tell(announcement));
        return Behaviors.same();
    }

    private RoutesAnnounced announcement() {
        List<OwnedCell> cells =
                epochs.entrySet().stream()
                        .map(entry -> new OwnedCell(entry.getKey(), entry.getValue()))
                        .toList();
        return new RoutesAnnounced(endpoint, memberUid, sequence++, cells);
    }
}
