package dev.shadowland.checker;

import java.util.Map;

/** Section 17, 0x41: where an entity is after each of its inputs. */
final class Steps {
    private final double speed;
    private final Axis x;
    private final Axis y;

    private Steps(Map<?, ?> given) {
        speed = Decoded.number(given, "speed");
        x = new Axis(given, "x", "minX", "extentX");
        y = new Axis(given, "y", "minY", "extentY");
    }

    /** One coordinate and the edges that it stays within. */
    private static final class Axis {
        private final double low;
        private final double high;
        private double at;

        private Axis(Map<?, ?> given, String start, String min, String extent) {
            at = Decoded.number(given, start);
            low = Decoded.number(given, min);
            high = low + Decoded.number(given, extent);
        }

        private void step(double direction, double speed) {
            at = Math.max(low, Math.min(high, at + direction * speed / 60));
        }
    }

    static void read(Cursor in, Map<?, ?> given) throws Disagreement {
        GameFrames.inputs(in, "");
        Steps walk = new Steps(given);
        int count = value(in, "count");
        for (int i = 0; i < count; i++) {
            String input = "input[" + i + "].";
            walk.input(
                    value(in, input + "moveX"),
                    value(in, input + "moveY"),
                    value(in, input + "steps"));
            Decoded.put(in, input + "x", walk.x.at);
            Decoded.put(in, input + "y", walk.y.at);
        }
    }

    private void input(int moveX, int moveY, int steps) {
        int square = moveX * moveX + moveY * moveY;
        double length = square <= 127 * 127 ? 127 : Math.sqrt(square);
        for (int i = 0; i < steps; i++) {
            x.step(moveX / length, speed);
            y.step(moveY / length, speed);
        }
    }

    private static int value(Cursor in, String name) throws Disagreement {
        return Integer.parseInt(Vectors.value(in, name));
    }
}
