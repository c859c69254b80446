package dev.shadowland.shard.handover;

import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.protocol.backplane.RouteTable;
import dev.shadowland.protocol.backplane.codec.HandoverEncoder;
import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.shard.columns.EventQueue;
import dev.shadowland.shard.columns.Players;
import dev.shadowland.shard.ports.NodePorts;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;

/**
 * Hands players over that have left the cell. A player is frozen first and stays so until the
 * target acknowledges: it is shown where it stood, its inputs are queued and not applied, and the
 * frame is sent again every {@value #RESEND_TICKS} ticks to whoever the routes say owns the target.
 * Nothing ever thaws a player whose frame may have arrived: late is better than twice. Owned by the
 * cell's thread.
 */
public final class HandoverOut {
    private static final int RESEND_TICKS = 6;
    private static final int STUCK_TICKS = 300;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int KNOWN_END = BUFFER_BYTES - EventQueue.MAX_BYTES - 16;
    private static final int BLOCK_END =
            MessageHeaderEncoder.ENCODED_LENGTH + HandoverEncoder.BLOCK_LENGTH;
    private static final int INPUTS_AT = BLOCK_END + Integer.BYTES;

    private final long cell;
    private final long epoch;
    private final NodePorts ports;
    private final Players players;
    private final double hysteresis;
    private final CellPort port;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HandoverEncoder encoder = new HandoverEncoder();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BUFFER_BYTES]);
    private int frozen;
    private int stuck;
    private long completed;

    /** For one cell under one epoch. */
    public HandoverOut(long cell, long epoch, NodePorts ports, Players players, double hysteresis) {
        this.cell = cell;
        this.epoch = epoch;
        this.ports = ports;
        this.players = players;
        this.hysteresis = hysteresis;
        this.port = new CellPort(ports);
    }

    /** Freezes players that are outside by more than the hysteresis, and sends what is due. */
    public void tick(long tick) {
        frozen = 0;
        stuck = 0;
        for (int slot = 0; slot < players.limit(); slot++) {
            if (players.states[slot] == Players.ACTIVE) {
                freezeIfOutside(slot, tick);
            }
            if (players.states[slot] == Players.FROZEN) {
                frozen++;
                stuck += tick - players.frozenTicks[slot] > STUCK_TICKS ? 1 : 0;
                if (tick >= players.nextSendTicks[slot]) {
                    players.nextSendTicks[slot] = tick + RESEND_TICKS;
                    send(slot);
                }
            }
        }
    }

    private void freezeIfOutside(int slot, long tick) {
        double x = players.x[slot];
        double y = players.y[slot];
        if (ports.geometry().distanceOutside(cell, x, y) <= hysteresis) {
            return;
        }
        long target = ports.geometry().cellAt(x, y);
        if (target != cell) {
            players.states[slot] = Players.FROZEN;
            players.frozenTicks[slot] = tick;
            players.targetCells[slot] = target;
            players.nextSendTicks[slot] = tick;
            players.handoverSent[slot] = false;
        }
    }

    private void send(int slot) {
        long target = players.targetCells[slot];
        RouteTable routes = ports.routes().get();
        long targetEpoch = routes.epochOf(target);
        int node = routes.nodeOf(target);
        if (node == 0 || targetEpoch == 0) {
            return;
        }
        int length = encode(slot, target, targetEpoch);
        players.handoverSent[slot] |= port.offer(node, target, targetEpoch, buffer, length);
    }

    private int encode(int slot, long target, long targetEpoch) {
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .fromCell(cell)
                .fromEpoch(epoch)
                .toCell(target)
                .toEpoch(targetEpoch)
                .fromNode(ports.node())
                .entity(players.entities[slot])
                .generation(Generation.afterHandover(players.generations[slot]))
                .session(players.sessions[slot])
                .character(players.characters[slot])
                .x(players.x[slot])
                .y(players.y[slot])
                .z(players.z[slot])
                .velocityX(players.velocityX[slot])
                .velocityY(players.velocityY[slot])
                .velocityZ(players.velocityZ[slot])
                .yaw(players.yaws[slot])
                .flags(players.flags[slot])
                .animation(players.animations[slot])
                .health((short) players.health[slot])
                .mana((short) players.mana[slot])
                .frozenTick(players.frozenTicks[slot])
                .lastTickSent(players.viewer(slot).lastTickSent())
                .since(players.viewer(slot).since())
                .lastInput(players.inputs().processed(slot))
                .lastCommand(players.lastCommands[slot])
                .stepCredit(players.stepCredits[slot])
                .budgetBytes(players.viewer(slot).budgetBytes());
        int inputBytes = players.inputs().write(slot, buffer, INPUTS_AT);
        buffer.putInt(BLOCK_END, inputBytes, ByteOrder.LITTLE_ENDIAN);
        int knownAt = INPUTS_AT + inputBytes + Integer.BYTES;
        int knownBytes = players.viewer(slot).writeKnown(buffer, knownAt, KNOWN_END - knownAt);
        buffer.putInt(knownAt - Integer.BYTES, knownBytes, ByteOrder.LITTLE_ENDIAN);
        int eventsAt = knownAt + knownBytes + Integer.BYTES;
        int eventBytes = players.events(slot).write(buffer, eventsAt);
        buffer.putInt(eventsAt - Integer.BYTES, eventBytes, ByteOrder.LITTLE_ENDIAN);
        return eventsAt + eventBytes;
    }

    /**
     * The target owns the player of this entity and generation: it is forgotten here. False when
     * none was on its way.
     */
    public boolean onAcked(int entity, long generation) {
        int slot = players.slotOf(entity);
        boolean ours =
                slot != Players.NO_SLOT
                        && players.states[slot] == Players.FROZEN
                        && Generation.afterHandover(players.generations[slot]) == generation;
        if (ours) {
            players.remove(slot);
            completed++;
        }
        return ours;
    }

    /** Players on their way at the last tick. */
    public int frozen() {
        return frozen;
    }

    /** Players that have been on their way for more than 5 s. */
    public int stuck() {
        return stuck;
    }

    /** Players that another cell took. */
    public long completed() {
        return completed;
    }
}
