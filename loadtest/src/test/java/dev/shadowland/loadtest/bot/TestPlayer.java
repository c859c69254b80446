package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.motion.PlayerMotion;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A player in a {@link TestServer}: its queue of inputs and its place. */
final class TestPlayer {
    private static final int MANY_STEPS = 9;

    private final PlayerMotion motion = new PlayerMotion();
    private final TreeMap<Long, Long> inputs = new TreeMap<>();
    final int entity;
    double x;
    double y;
    double z;
    float rise;
    long lastInput;
    int skipSteps;
    private int stepsTaken;

    TestPlayer(int entity, double x, double y) {
        this.entity = entity;
        this.x = x;
        this.y = y;
    }

    void onInputs(InputFrame frame) {
        for (int i = 0; i < frame.count(); i++) {
            if (frame.number(i) > lastInput) {
                inputs.putIfAbsent(frame.number(i), frame.input(i));
            }
        }
    }

    void tick(MapGeometry map) {
        int queued = inputs.values().stream().mapToInt(InputCommand::steps).sum() - stepsTaken;
        step(map);
        if (queued > MANY_STEPS) {
            step(map);
        }
    }

    private void step(MapGeometry map) {
        Map.Entry<Long, Long> first = inputs.firstEntry();
        if (first == null) {
            return;
        }
        int moveX = InputCommand.moveX(first.getValue());
        int moveY = InputCommand.moveY(first.getValue());
        if (skipSteps > 0 && (moveX != 0 || moveY != 0)) {
            skipSteps--;
        } else {
            motion.set(x, y, z, rise);
            MoveRules rules = MoveRules.of(map, MovementStep.MAX_SPEED, List.of());
            MovementStep.move(motion, first.getValue(), 1, rules);
            x = motion.x;
            y = motion.y;
            z = motion.z;
            rise = motion.rise;
        }
        if (++stepsTaken == InputCommand.steps(first.getValue())) {
            stepsTaken = 0;
            lastInput = first.getKey();
            inputs.pollFirstEntry();
        }
    }
}
