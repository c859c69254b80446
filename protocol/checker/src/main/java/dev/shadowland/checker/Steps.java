package dev.shadowland.checker;

import java.util.Arrays;
import java.util.Map;

/** Section 17, 0x41: where an entity is after each of its inputs. */
final class Steps {
    private final double speed;
    private final Axis x;
    private final Axis y;
    private final double ground;
    private final double top;
    private final long[] waters;
    private double z;
    private float rise;

    private Steps(Map<?, ?> given) {
        speed = Decoded.number(given, "speed");
        x = new Axis(given, "x", "minX", "extentX");
        y = new Axis(given, "y", "minY", "extentY");
        double lowest = Decoded.number(given, "minZ");
        top = lowest + Decoded.number(given, "extentZ");
        ground = Math.max(lowest, Math.min(top, 0));
        z = Decoded.number(given, "z");
        waters =
                Arrays.stream(Json.string(given, "water").split(" "))
                        .filter(edge -> !edge.isEmpty())
                        .mapToLong(Long::parseLong)
                        .toArray();
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
                    (value(in, input + "buttons") & 1) != 0,
                    value(in, input + "steps"));
            Decoded.put(in, input + "x", walk.x.at);
            Decoded.put(in, input + "y", walk.y.at);
            Decoded.put(in, input + "z", walk.z);
        }
    }

    private void input(int moveX, int moveY, boolean jumps, int steps) {
        int square = moveX * moveX + moveY * moveY;
        double length = square <= 127 * 127 ? 127 : Math.sqrt(square);
        for (int i = 0; i < steps; i++) {
            boolean swims = swims();
            double now = swims ? Math.min(speed, 300) : speed;
            x.step(moveX / length, now);
            y.step(moveY / length, now);
            upwards(jumps && !swims);
        }
    }

    private boolean swims() {
        boolean isIn = false;
        for (int i = 0; i < waters.length; i += 4) {
            boolean alongX = waters[i] <= x.at && x.at < waters[i + 2];
            isIn |= alongX && waters[i + 1] <= y.at && y.at < waters[i + 3];
        }
        return isIn && z <= ground;
    }

    private void upwards(boolean jumps) {
        if (z <= ground) {
            z = ground;
            rise = jumps ? 416 : 0;
        }
        if (z > ground || rise != 0) {
            z = Math.min(top, z + rise / 60.0);
            rise = Math.max(-4096, rise - 16);
            if (z <= ground) {
                z = ground;
                rise = 0;
            }
        }
    }

    private static int value(Cursor in, String name) throws Disagreement {
        return Integer.parseInt(Vectors.value(in, name));
    }
}
