package dev.shadowland.loadtest.bot;

import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MovementStep;

import java.util.Map;
import java.util.TreeMap;

/** A player in a {@link TestServer}: its queue of inputs and its place. */
final class TestPlayer {
    private static final int MANY_STEPS = 9;

    private final TreeMap<Long, Long> inputs = new TreeMap<>();
    final int entity;
    double x;
    double y;
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
            double dx = MovementStep.direction(moveX, moveY);
            double dy = MovementStep.direction(moveY, moveX);
            x = MovementStep.advance(x, dx, MovementStep.MAX_SPEED, map.minX(), map.maxX());
            y = MovementStep.advance(y, dy, MovementStep.MAX_SPEED, map.minY(), map.maxY());
        }
        if (++stepsTaken == InputCommand.steps(first.getValue())) {
            stepsTaken = 0;
            lastInput = first.getKey();
            inputs.pollFirstEntry();
        }
    }
}
