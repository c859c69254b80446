package dev.shadowland.shard.cell;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.CellReply;
import dev.shadowland.actors.api.PlayerCommand;
import dev.shadowland.shard.ports.CellEvents;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Life of one cell on this node: takes its epoch from the store, builds the {@link CellSimulation},
 * announces the route, ticks, lets players in and out, stops. It carries no packets. No epoch, no
 * cell: while the store is away the actor asks again and the cell has no owner. It ends in order
 * when the store has its players' positions: the next owner lets them in where they stood.
 */
public final class CellActor {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(4);
    private static final int STASHED_REQUESTS = 512;

    /** A store that takes longer keeps nobody from having the cell. */
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(2);

    private final ActorContext<CellCommand> context;
    private final ActorRef<CellCommand> self;
    private final TimerScheduler<CellCommand> timers;
    private final StashBuffer<CellCommand> stash;
    private final long cell;
    private final CellServices services;
    private Duration backoff = FIRST_BACKOFF;

    /** One tick from this node's tick source. */
    public record Tick(long tick, long scheduledNs) implements CellCommand.Local {}

    /** Ends the cell in order: sharding's stop message. */
    public record Stop() implements CellCommand.Local {}

    private record EpochTaken(long epoch) implements CellCommand.Local {}

    private record EpochRefused() implements CellCommand.Local {}

    private record AskEpoch() implements CellCommand.Local {}

    /** The store has the players' positions. */
    private record Flushed() implements CellCommand.Local {}

    private CellActor(
            ActorContext<CellCommand> context,
            TimerScheduler<CellCommand> timers,
            StashBuffer<CellCommand> stash,
            long cell,
            CellServices services) {
        this.context = context;
        this.self = context.getSelf();
        this.timers = timers;
        this.stash = stash;
        this.cell = cell;
        this.services = services;
    }

    /** The actor of one cell. */
    public static Behavior<CellCommand> create(long cell, CellServices services) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers ->
                                        Behaviors.withStash(
                                                STASHED_REQUESTS,
                                                stash ->
                                                        new CellActor(
                                                                        context, timers, stash,
                                                                        cell, services)
                                                                .starting())));
    }

    private Behavior<CellCommand> starting() {
        askEpoch();
        return Behaviors.receive(CellCommand.class)
                .onMessage(EpochTaken.class, taken -> run(taken.epoch()))
                .onMessage(EpochRefused.class, _ -> onRefused())
                .onMessage(AskEpoch.class, _ -> askEpoch())
                .onMessage(Stop.class, _ -> Behaviors.stopped())
                .onMessage(CellCommand.Request.class, this::onEarly)
                .build();
    }

    private Behavior<CellCommand> askEpoch() {
        context.pipeToSelf(
                services.epochs().take(cell),
                (epoch, failure) -> failure == null ? new EpochTaken(epoch) : new EpochRefused());
        return Behaviors.same();
    }

    private Behavior<CellCommand> onRefused() {
        timers.startSingleTimer(new AskEpoch(), backoff);
        Duration doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : doubled;
        return Behaviors.same();
    }

    /** Requests wait for the cell; those that find no room are sent again by their senders. */
    private Behavior<CellCommand> onEarly(CellCommand.Request request) {
        if (!stash.isFull()) {
            stash.stash(request);
        }
        return Behaviors.same();
    }

    private Behavior<CellCommand> run(long epoch) {
        Running running = new Running(epoch);
        return stash.unstashAll(running.behavior());
    }

    /** A cell under one epoch. */
    private final class Running implements CellEvents {
        private final long epoch;
        private final CellSimulation simulation;
        private final AtomicBoolean isTickOutstanding = new AtomicBoolean();
        private boolean isClosed;

        Running(long epoch) {
            this.epoch = epoch;
            this.simulation = services.cells().create(cell, epoch, this);
            services.surroundings().watch().onStarted(cell, epoch);
            services.surroundings().routes().onOwned(cell, epoch);
            services.ticks().add(cell, this::offer);
        }

        Behavior<CellCommand> behavior() {
            return Behaviors.receive(CellCommand.class)
                    .onMessage(Tick.class, this::onTick)
                    .onMessage(CellCommand.EnterPlayer.class, this::onEnter)
                    .onMessage(CellCommand.RemovePlayer.class, this::onRemove)
                    .onMessage(CellCommand.PingCell.class, this::onPing)
                    .onMessage(Stop.class, _ -> stopping())
                    .onSignal(PostStop.class, _ -> onStopped())
                    .build();
        }

        /** Requests find nobody: their senders repeat them, and the next owner answers. */
        private Behavior<CellCommand> stopping() {
            close();
            CompletableFuture<Void> flushed =
                    services.flush()
                            .get()
                            .completeOnTimeout(
                                    null, LONGEST_FLUSH.toMillis(), TimeUnit.MILLISECONDS);
            context.pipeToSelf(flushed, (_, _) -> new Flushed());
            return Behaviors.receive(CellCommand.class)
                    .onMessage(Flushed.class, _ -> Behaviors.stopped())
                    .onAnyMessage(_ -> Behaviors.same())
                    .build();
        }

        /** Tick source's thread. The flag pairs with the one cleared when the tick has run. */
        private boolean offer(long tick, long scheduledNs) {
            if (!isTickOutstanding.compareAndSet(false, true)) {
                services.surroundings().watch().onTickSkipped(cell);
                return false;
            }
            self.tell(new Tick(tick, scheduledNs));
            return true;
        }

        private Behavior<CellCommand> onTick(Tick tick) {
            simulation.tick(tick.tick(), tick.scheduledNs());
            isTickOutstanding.set(false);
            tellPlayers();
            return Behaviors.same();
        }

        private Behavior<CellCommand> onEnter(CellCommand.EnterPlayer enter) {
            PlayerEntry entry =
                    new PlayerEntry(
                            enter.character(),
                            enter.entity(),
                            enter.generation(),
                            enter.session(),
                            enter.position(),
                            enter.isRejoin());
            CellReply reply =
                    switch (simulation.enter(entry)) {
                        case EnterOutcome.Entered(long tick) ->
                                new CellReply.PlayerEntered(
                                        enter.entity(),
                                        enter.generation(),
                                        cell,
                                        epoch,
                                        services.node(),
                                        tick);
                        case EnterOutcome.Refused refused ->
                                new CellReply.EnterRefused(
                                        enter.entity(), enter.generation(), cell, refused.reason());
                    };
            enter.replyTo().tell(reply);
            tellPlayers();
            return Behaviors.same();
        }

        private Behavior<CellCommand> onRemove(CellCommand.RemovePlayer remove) {
            PlayerExit exit = simulation.remove(remove.entity(), remove.generation());
            remove.replyTo()
                    .tell(
                            exit == null
                                    ? new CellReply.NotOwner(
                                            remove.entity(), remove.generation(), cell)
                                    : new CellReply.PlayerRemoved(
                                            remove.entity(),
                                            remove.generation(),
                                            cell,
                                            exit.position()));
            tellPlayers();
            return Behaviors.same();
        }

        private Behavior<CellCommand> onPing(CellCommand.PingCell ping) {
            ping.replyTo().tell(new CellCommand.CellUp(cell, epoch, services.node()));
            return Behaviors.same();
        }

        private void tellPlayers() {
            services.surroundings()
                    .watch()
                    .onPopulation(cell, simulation.players(), simulation.entities());
        }

        /** Also after a failure: sharding starts the cell again, under a new epoch. */
        private Behavior<CellCommand> onStopped() {
            close();
            return Behaviors.same();
        }

        private void close() {
            if (!isClosed) {
                isClosed = true;
                services.ticks().remove(cell);
                services.surroundings().routes().onReleased(cell, epoch);
                services.surroundings().watch().onStopped(cell, epoch);
                simulation.close();
            }
        }

        @Override
        public void onPlayerArrived(long character, int entity, long generation) {
            services.players()
                    .tell(character, new PlayerCommand.PlayerMoved(cell, entity, generation));
        }

        @Override
        public void onPlayerLost(long character, int entity, long generation) {
            services.players()
                    .tell(character, new PlayerCommand.PlayerLost(cell, entity, generation));
        }
    }
}
