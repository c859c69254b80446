package dev.shadowland.benchmarks.world;

import dev.shadowland.protocol.backplane.codec.MessageHeaderEncoder;
import dev.shadowland.protocol.backplane.codec.PlayerInputEncoder;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.wire.WireWriter;
import dev.shadowland.shard.ingress.Ingress;

import org.agrona.concurrent.UnsafeBuffer;

import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * The players' inputs: everybody walks at full speed, takes a new direction every {@value
 * #TURN_TICKS} ticks, at random but back into the area at its edges, and sends an input of three
 * steps every three ticks. Turns and inputs are spread over the ticks. The driver's, between ticks.
 */
final class Walkers {
    private static final int INPUT_TICKS = 3;
    private static final int TURN_TICKS = 90;
    private static final double LEG =
            MovementStep.MAX_SPEED * TURN_TICKS / MovementStep.STEPS_PER_SECOND;
    private static final int BODY_LENGTH_AT =
            MessageHeaderEncoder.ENCODED_LENGTH + PlayerInputEncoder.BLOCK_LENGTH;
    private static final int BODY_AT = BODY_LENGTH_AT + Integer.BYTES;

    private final Area area;
    private final Sessions sessions;
    private final Truth truth;
    private final Ingress ingress;
    private final SplittableRandom random;
    private final int[] entities;
    private final int[] turnPhases;
    private final long[] inputs;
    private final int[] newest;
    private final PlayerInputEncoder encoder = new PlayerInputEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[BODY_AT + InputFrame.MAX_SIZE]);
    private final WireWriter writer = new WireWriter();

    /** Of all sessions; {@code entityOf} gives the entity of each. */
    Walkers(
            Area area,
            Sessions sessions,
            int[] entityOf,
            Truth truth,
            Ingress ingress,
            SplittableRandom random) {
        this.area = area;
        this.sessions = sessions;
        this.truth = truth;
        this.ingress = ingress;
        this.random = random;
        entities = entityOf;
        turnPhases = new int[entityOf.length];
        inputs = new long[entityOf.length];
        newest = new int[entityOf.length];
        for (int i = 0; i < entityOf.length; i++) {
            turnPhases[i] = random.nextInt(TURN_TICKS);
        }
    }

    /**
     * Sends what a session's player does after the tick {@code found}, which found what was sent
     * before, up to {@code next}, which will find this.
     */
    void step(int session, long found, long next) {
        int due = crossings(found, next, session, INPUT_TICKS);
        if (due == 0) {
            return;
        }
        if (inputs[session] == 0 || crossings(found, next, turnPhases[session], TURN_TICKS) > 0) {
            turn(session);
        }
        send(session, Math.min(due, InputFrame.MAX_INPUTS));
    }

    private static int crossings(long from, long to, int phase, int period) {
        return (int) ((to + phase) / period - (from + phase) / period);
    }

    private void turn(int session) {
        double angle = random.nextDouble(2 * Math.PI);
        int moveX = (int) Math.round(MovementStep.FULL * Math.cos(angle));
        int moveY = (int) Math.round(MovementStep.FULL * Math.sin(angle));
        int entity = entities[session];
        if (truth.has(entity)) {
            double perUnit = LEG / MovementStep.FULL;
            moveX = area.holdsX(truth.x(entity) + moveX * perUnit) ? moveX : -moveX;
            moveY = area.holdsY(truth.y(entity) + moveY * perUnit) ? moveY : -moveY;
        }
        int yaw = (int) (Math.atan2(moveY, moveX) / (2 * Math.PI) * 0x1_0000) & 0xFFFF;
        inputs[session] = InputCommand.of(moveX, moveY, yaw, 0, INPUT_TICKS);
    }

    private void send(int session, int count) {
        newest[session] += count;
        writer.wrap(frame, BODY_AT, InputFrame.MAX_SIZE);
        InputFrame.writeHead(writer, newest[session], count);
        for (int i = 0; i < count; i++) {
            InputFrame.writeInput(writer, inputs[session]);
        }
        encoder.wrapAndApplyHeader(frame, 0, header)
                .session(Sessions.id(session))
                .cell(sessions.words()[session * Sessions.WORDS + Sessions.CELL])
                .epoch(CellNode.EPOCH);
        frame.putInt(BODY_LENGTH_AT, writer.length(), ByteOrder.LITTLE_ENDIAN);
        ingress.onFrame(Sessions.GATEWAY, frame, 0, BODY_AT + writer.length());
    }
}
