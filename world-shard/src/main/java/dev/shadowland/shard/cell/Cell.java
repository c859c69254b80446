package dev.shadowland.shard.cell;

import dev.shadowland.actors.entity.Entities;
import dev.shadowland.protocol.backplane.CellKey;
import dev.shadowland.protocol.motion.Bounds;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.wire.PositionQuantizer;
import dev.shadowland.shard.collision.BodyGrid;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.command.Commands;
import dev.shadowland.shard.command.EventSender;
import dev.shadowland.shard.ghost.CellRows;
import dev.shadowland.shard.ghost.GhostSender;
import dev.shadowland.shard.handover.HandoverIn;
import dev.shadowland.shard.handover.HandoverOut;
import dev.shadowland.shard.ingress.CellInbox;
import dev.shadowland.shard.ingress.DropReason;
import dev.shadowland.shard.interest.GridIndex;
import dev.shadowland.shard.interest.InterestRefresh;
import dev.shadowland.shard.interest.InterestRules;
import dev.shadowland.shard.interest.WorldView;
import dev.shadowland.shard.ports.CellEvents;
import dev.shadowland.shard.ports.NodePorts;
import dev.shadowland.shard.replication.Replication;
import dev.shadowland.shard.replication.TickScratch;
import dev.shadowland.shard.replication.Viewer;

import org.jspecify.annotations.Nullable;

/**
 * One cell of the world: its entities, and what the clients of its players are told. One tick
 * drains the inbound ring, moves entities, hands over those that have left, publishes rows, looks
 * around, tells viewers, and saves positions; it neither waits nor, in steady state, allocates.
 * Owned by its actor: any thread may run it, never two at once.
 */
public final class Cell implements CellSimulation {
    private static final int INBOX_LIMIT = 1 << 16;
    private static final int FIRST_CAPACITY = 128;

    /**
     * With nobody to see or to be met a cell looks around so seldom: who was taken elsewhere still
     * shows.
     */
    private static final int UNWATCHED_TICKS = 6;

    private static final long PERIOD_NS = 1_000_000_000L / 60;

    private final long cell;
    private final NodePorts ports;
    private final long epoch;
    private final CellInbox inbox;
    private final CellStats stats;
    private final Players players;
    private final Movement movement;
    private final Conduct conduct;
    private final Residents residents;
    private final Upkeep upkeep;
    private final OwnRows ownRows;
    private final @Nullable CellRows published;
    private final GhostSender ghosts;
    private final WorldView view;
    private final Replication replication;
    private final HandoverIn handoverIn;
    private final HandoverOut handoverOut;
    private final Admission admission;
    private final PlayerActions actions;
    private final Commands commands;
    private final EventSender events;
    private final Inbound inbound;
    private final OverloadLadder ladder = new OverloadLadder(PERIOD_NS);

    /** Neighbours have turns of their own in what an overloaded cell leaves out. */
    private final int turn;

    private long tick;
    private long previousTick;

    private Cell(long cell, long epoch, CellEvents told, NodePorts ports, CellLimits limits) {
        this.cell = cell;
        this.epoch = epoch;
        turn = CellKey.x(cell) + CellKey.y(cell);
        players = new Players(FIRST_CAPACITY, ports.viewers());
        conduct = new Conduct(players);
        upkeep = new Upkeep(players, ports, told);
        this.ports = ports;
        PositionQuantizer quantizer =
                new PositionQuantizer(ports.geometry().cellSize(), ports.geometry().minZ());
        InterestRules rules =
                new InterestRules(
                        limits.kinds(),
                        limits.leaveFactor(),
                        limits.rings(),
                        quantizer.step(),
                        limits.maxSpeed());
        inbox = new CellInbox(cell, epoch, limits.inboxBytes());
        stats = new CellStats(cell, epoch);
        MoveRules moves = MoveRules.of(ports.geometry(), limits.maxSpeed(), limits.waters());
        double margin = 2 * limits.hysteresis();
        Bounds kept = Bounds.around(ports.geometry(), cell, margin);
        movement = new Movement(players, moves, kept, ports.drops());
        published = ports.rows().of(cell);
        ghosts = new GhostSender(cell, epoch, ports.egress(), ports.peers());
        view = new WorldView(ports.geometry(), ports.rows(), cell, quantizer, rules, margin);
        BodyGrid bodies = new BodyGrid(view, limits.kinds(), quantizer, limits.collisionEdge());
        residents = new Residents(cell, epoch, ports, limits, kept, view, bodies);
        ownRows = new OwnRows(players, residents.entities(), rules, quantizer);
        GridIndex grid = new GridIndex(view, rules, limits.gridEdge(), quantizer.step());
        InterestRefresh refresh = new InterestRefresh(view, grid, rules, quantizer.step());
        replication = new Replication(cell, epoch, ports.egress(), view, refresh, rules);
        handoverIn = new HandoverIn(cell, epoch, ports, players, told);
        handoverOut = HandoverOut.ofPlayers(cell, epoch, ports, players, limits.hysteresis());
        admission = new Admission(players, ports.geometry(), limits, handoverIn);
        actions = new PlayerActions(players, residents, limits.kinds());
        commands = new Commands(players, actions);
        events = new EventSender(cell, epoch, players, ports.egress());
        inbound =
                new Inbound(
                        players,
                        replication,
                        commands,
                        new Arrivals(handoverIn, handoverOut, residents),
                        ports.drops());
    }

    /** A cell that owns its space under the epoch; frames for it are taken from now on. */
    public static Cell open(
            long cell, long epoch, CellEvents events, NodePorts ports, CellLimits limits) {
        Cell opened = new Cell(cell, epoch, events, ports, limits);
        ports.cells().add(opened.inbox);
        return opened;
    }

    /** Makes cells of a node; for the cells' actors. */
    public static CellFactory factory(NodePorts ports, CellLimits limits) {
        return (cell, epoch, events) -> open(cell, epoch, events, ports, limits);
    }

    @Override
    public void tick(long now, long scheduledNs) {
        if (now <= tick) {
            ports.drops().count(DropReason.STALE_TICK);
            return;
        }
        if (ladder.leavesOut(now, turn)) {
            ports.probe().onTickLeftOut(cell);
            return;
        }
        long lateTicks = Math.max(0, ports.clock().getAsLong() - scheduledNs) / PERIOD_NS;
        previousTick = tick == 0 ? now - 1 : tick;
        tick = now;
        actions.beginTick(tick);
        inbound.beginTick(tick);
        expectViewers();
        inbox.drain(inbound, INBOX_LIMIT);
        movement.tick(tick, tick - previousTick, lateTicks);
        conduct.tick(tick);
        handoverIn.expire(tick);
        handoverOut.tick(tick);
        residents.tick(tick, tick - previousTick);
        publish();
        replicate();
        upkeep.tick(tick, previousTick);
        long finishedNs = ports.clock().getAsLong();
        climb(finishedNs - scheduledNs);
        stats.onTick(tick, finishedNs - scheduledNs, players.count());
        stats.onHandovers(
                handoverOut.frozen(),
                handoverOut.stuck(),
                handoverOut.completed(),
                handoverIn.completed());
        ports.probe().onTick(cell, tick, scheduledNs, finishedNs);
    }

    private void climb(long spentNs) {
        int before = ladder.rung();
        ladder.onTick(tick - previousTick, spentNs);
        if (ladder.rung() != before) {
            stats.onRung(ladder.rung());
            replication.ease(ladder.rung() >= OverloadLadder.SPARSE);
            ports.probe().onRung(cell, before, ladder.rung());
        }
    }

    private void publish() {
        ownRows.rebuild(tick);
        if (published != null
                && !published.publish(
                        epoch, tick, ownRows.words(), ownRows.count(), ownRows.farSeen())) {
            ports.drops().count(DropReason.STALE_ROWS);
        }
        ghosts.send(tick, ownRows.words(), ownRows.count(), ownRows.farSeen());
    }

    private void replicate() {
        boolean isDesert = ownRows.count() == 0 && !residents.hasPopulation();
        if (isDesert || !looksAround()) {
            return;
        }
        TickScratch scratch = ports.scratch().get();
        view.rebuild(tick, ownRows.words(), ownRows.count(), scratch.rowCopy());
        dropSuperseded();
        if (players.count() == 0) {
            return;
        }
        replication.beginTick(tick, scratch);
        follow();
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] == Players.ACTIVE) {
                tell(slot);
            }
        }
    }

    /** Whoever tells nobody anything leaves nothing out for being late. */
    private boolean looksAround() {
        if (players.count() > 0) {
            return !ladder.isSilent(tick, turn);
        }
        return residents.hasFlights() || tick / UNWATCHED_TICKS != previousTick / UNWATCHED_TICKS;
    }

    /**
     * What viewers know is kept by rank, and ranks move when somebody comes into view or leaves.
     */
    private void follow() {
        if (view.order().isChanged()) {
            for (int slot = 0; slot < players.limit(); slot++) {
                if (players.states[slot] != Players.FREE) {
                    replication.follow(players.viewer(slot));
                }
            }
        }
    }

    /**
     * What is kept of each viewer is far away in memory: asked for together, that of several
     * arrives in the time of one. Reports and snapshots find it near then.
     */
    private void expectViewers() {
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] == Players.ACTIVE) {
                replication.expect(players.viewer(slot));
            }
        }
    }

    private void tell(int slot) {
        replication.send(
                players.viewer(slot),
                players.entities[slot],
                view.ownSlot(ownRows.rowOf(slot)),
                players.sessions[slot],
                players.generations[slot],
                players.inputs().processed(slot),
                players.lastCommands[slot]);
        events.send(slot, tick);
    }

    /**
     * A neighbour's row of a higher generation proves that it owns the entity: as good as an
     * acknowledgement, or better.
     */
    private void dropSuperseded() {
        for (int row = 0; row < ownRows.count(); row++) {
            boolean isPlayer = ownRows.isPlayer(row);
            Entities columns = isPlayer ? players : residents.entities();
            int slot = ownRows.slot(row);
            long seen = view.word(view.ownSlot(row), EntityRow.GENERATION);
            HandoverOut out = isPlayer ? handoverOut : residents.leaving();
            if (seen > columns.generations[slot] && !out.onAcked(columns.entities[slot], seen)) {
                ports.drops().count(DropReason.SUPERSEDED_ENTITY);
                columns.remove(slot);
            }
        }
    }

    @Override
    public EnterOutcome enter(PlayerEntry entry) {
        return admission.enter(entry, tick, ladder.rung() >= OverloadLadder.CLOSED);
    }

    @Override
    public @Nullable PlayerExit remove(int entity, long generation) {
        return admission.remove(entity, generation);
    }

    @Override
    public int players() {
        return players.count();
    }

    @Override
    public int entities() {
        return residents.entities().count();
    }

    /** Figures for other threads. */
    public CellStats stats() {
        return stats;
    }

    /** Entity states by slot, for tests in one thread. */
    Players columns() {
        return players;
    }

    /** The cell's world entities, for tests in one thread. */
    Residents residents() {
        return residents;
    }

    /**
     * Replication state of an entity's client, or null when it is not here; for tests in one
     * thread.
     */
    @Nullable Viewer viewer(int entity) {
        int slot = players.slotOf(entity);
        return slot == Players.NO_SLOT ? null : players.viewer(slot);
    }

    /** Whether what is kept of each client holds together; for tests in one thread. */
    boolean isConsistent() {
        boolean holds = true;
        for (int slot = 0; slot < players.limit(); slot++) {
            holds &=
                    players.states[slot] == Players.FREE || players.viewer(slot).isConsistent(view);
        }
        return holds;
    }

    @Override
    public void close() {
        ports.cells().remove(inbox);
        ports.probe().onRung(cell, ladder.rung(), OverloadLadder.NONE);
        upkeep.saveAll();
    }
}
