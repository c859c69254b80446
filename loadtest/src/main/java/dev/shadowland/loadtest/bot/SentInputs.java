package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.client.OwnPrediction;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.motion.MovementStep;

/**
 * The last inputs that a bot sent: what they were and when they first went out. Owned by the bot's
 * thread; does not allocate.
 */
final class SentInputs {
    private static final int HISTORY = 256;

    private final long[] inputs = new long[HISTORY];
    private final long[] sentNs = new long[HISTORY];
    private final OwnPrediction.Bounds bounds;
    private final double maxSpeed;
    private double replayX;
    private double replayY;

    SentInputs(OwnPrediction.Bounds bounds, double maxSpeed) {
        this.bounds = bounds;
        this.maxSpeed = maxSpeed;
    }

    void add(long number, long input, long nowNs) {
        inputs[index(number)] = input;
        sentNs[index(number)] = nowNs;
    }

    /** When the input's first datagram was sent; only for the last {@value #HISTORY}. */
    long sentNs(long number) {
        return sentNs[index(number)];
    }

    /**
     * How far the prediction is from the server's word: replays the inputs after {@code processed}
     * from the server's position and measures the distance to the predicted place. The server may
     * already be some steps into the next input; whichever number of steps fits best counts.
     */
    double distance(double serverX, double serverY, long processed, OwnPrediction prediction) {
        long newest = prediction.newestInput();
        int partial = newest > processed ? InputCommand.steps(inputs[index(processed + 1)]) : 0;
        double best = Double.MAX_VALUE;
        for (int taken = 0; taken <= partial; taken++) {
            replayX = serverX;
            replayY = serverY;
            for (long number = processed + 1; number <= newest; number++) {
                replay(inputs[index(number)], number == processed + 1 ? taken : 0);
            }
            best = Math.min(best, Math.hypot(replayX - prediction.x(), replayY - prediction.y()));
        }
        return best;
    }

    private void replay(long input, int taken) {
        int moveX = InputCommand.moveX(input);
        int moveY = InputCommand.moveY(input);
        double directionX = MovementStep.direction(moveX, moveY);
        double directionY = MovementStep.direction(moveY, moveX);
        for (int step = taken; step < InputCommand.steps(input); step++) {
            replayX =
                    MovementStep.advance(
                            replayX, directionX, maxSpeed, bounds.minX(), bounds.maxX());
            replayY =
                    MovementStep.advance(
                            replayY, directionY, maxSpeed, bounds.minY(), bounds.maxY());
        }
    }

    private static int index(long number) {
        return (int) number & (HISTORY - 1);
    }
}
