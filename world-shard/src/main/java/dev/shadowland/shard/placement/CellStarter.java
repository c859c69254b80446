package dev.shadowland.shard.placement;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.sharding.typed.GetClusterShardingStats;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;

import dev.shadowland.actors.api.CellCommand;
import dev.shadowland.actors.api.CellDirectory;
import dev.shadowland.actors.api.Roles;
import dev.shadowland.actors.api.ShardingKeys;
import dev.shadowland.protocol.backplane.CellKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Cluster singleton that keeps every cell running: it pings each, and a ping starts a cell that
 * does not run. Waits first until each shard node that is up has its region, for at most 5 s, so
 * that cells need not move right after their start.
 */
public final class CellStarter {
    private static final Logger LOG = LoggerFactory.getLogger(CellStarter.class);
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final Duration STATS_LIMIT = Duration.ofMillis(400);
    private static final int ROUNDS_FOR_REGIONS = 10;

    /** A running cell is pinged every so many rounds. */
    private static final int CHECK_EVERY = 4;

    private final ActorContext<Command> context;
    private final CellDirectory cells;
    private final List<Long> all;
    private final ActorRef<CellCommand.CellUp> ups;
    private final ActorRef<ShardRegion.ClusterShardingStats> regions;
    private final Map<Long, Long> lastUpRound = new HashMap<>();
    private long round;
    private boolean isStarting;
    private boolean wasComplete;

    /** Messages of this actor to itself. */
    public sealed interface Command {}

    private record Round() implements Command {}

    private record Up(CellCommand.CellUp up) implements Command {}

    private record Regions(int count) implements Command {}

    private CellStarter(ActorContext<Command> context, SpatialPlan plan, CellDirectory cells) {
        this.context = context;
        this.cells = cells;
        this.all = plan.cells().stream().map(CellKey::parse).toList();
        this.ups = context.messageAdapter(CellCommand.CellUp.class, Up::new);
        this.regions =
                context.messageAdapter(
                        ShardRegion.ClusterShardingStats.class,
                        stats -> new Regions(stats.getRegions().size()));
    }

    /** The singleton over every cell of the plan. */
    public static Behavior<Command> create(SpatialPlan plan, CellDirectory cells) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers -> {
                                    CellStarter starter = new CellStarter(context, plan, cells);
                                    timers.startTimerWithFixedDelay(
                                            new Round(), Duration.ZERO, ROUND);
                                    return Behaviors.receive(Command.class)
                                            .onMessage(Round.class, _ -> starter.onRound())
                                            .onMessage(Regions.class, starter::onRegions)
                                            .onMessage(Up.class, starter::onUp)
                                            .build();
                                }));
    }

    private Behavior<Command> onRound() {
        round++;
        if (!isStarting && round <= ROUNDS_FOR_REGIONS) {
            ClusterSharding.get(context.getSystem())
                    .shardState()
                    .tell(new GetClusterShardingStats(ShardingKeys.CELL, STATS_LIMIT, regions));
            return Behaviors.same();
        }
        isStarting = true;
        for (long cell : all) {
            if (isDue(cell)) {
                cells.tell(cell, new CellCommand.PingCell(ups));
            }
        }
        return Behaviors.same();
    }

    private boolean isDue(long cell) {
        return !isFresh(cell) || (round + cell) % CHECK_EVERY == 0;
    }

    private boolean isFresh(long cell) {
        Long last = lastUpRound.get(cell);
        return last != null && round - last <= CHECK_EVERY;
    }

    private Behavior<Command> onRegions(Regions found) {
        long shardNodes =
                StreamSupport.stream(
                                Cluster.get(context.getSystem()).state().getMembers().spliterator(),
                                false)
                        .filter(
                                member ->
                                        member.hasRole(Roles.SHARD)
                                                && member.status().equals(MemberStatus.up()))
                        .count();
        isStarting = isStarting || found.count() >= shardNodes;
        return Behaviors.same();
    }

    private Behavior<Command> onUp(Up up) {
        lastUpRound.put(up.up().cell(), round);
        boolean isComplete = lastUpRound.size() == all.size();
        if (isComplete && !wasComplete) {
            LOG.info("all {} cells are up", all.size());
            wasComplete = true;
        }
        return Behaviors.same();
    }
}
