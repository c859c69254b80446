package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.client.OwnPrediction;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.motion.PlayerMotion;

/**
 * The last inputs that a bot sent, for going over them again. Owned by the bot's thread; does not
 * allocate.
 */
final class SentInputs {
    private static final int HISTORY = 256;

    private final long[] inputs = new long[HISTORY];
    private final PlayerMotion replay = new PlayerMotion();
    private final MoveRules rules;

    SentInputs(MoveRules rules) {
        this.rules = rules;
    }

    void add(long number, long input) {
        inputs[index(number)] = input;
    }

    /**
     * How far the prediction is from the server's word: replays the inputs after {@code processed}
     * from the server's position and measures the distance along the ground to the predicted place;
     * how high it is has its own check. The server may already be some steps into the next input;
     * whichever number of steps fits best counts.
     */
    double distance(double serverX, double serverY, long processed, OwnPrediction prediction) {
        long newest = prediction.newestInput();
        int partial = newest > processed ? InputCommand.steps(inputs[index(processed + 1)]) : 0;
        double best = Double.MAX_VALUE;
        for (int taken = 0; taken <= partial; taken++) {
            replay.set(serverX, serverY, rules.ground(), 0);
            for (long number = processed + 1; number <= newest; number++) {
                long input = inputs[index(number)];
                int done = number == processed + 1 ? taken : 0;
                MovementStep.move(replay, input, InputCommand.steps(input) - done, rules);
            }
            double off = Math.hypot(replay.x - prediction.x(), replay.y - prediction.y());
            best = Math.min(best, off);
        }
        return best;
    }

    private static int index(long number) {
        return (int) number & (HISTORY - 1);
    }
}
