package dev.shadowland.protocol.golden;

import dev.shadowland.protocol.client.OwnPrediction;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.motion.MapGeometry;
import dev.shadowland.protocol.motion.MoveRules;
import dev.shadowland.protocol.motion.MovementStep;
import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.Quantizers;
import dev.shadowland.protocol.wire.PositionQuantizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Section 16 the other way round, and section 17's steps. */
final class MotionVectors {
    private MotionVectors() {}

    static void addTo(VectorFile file) {
        positions(file, 102_400, -12_800);
        positions(file, 99_999, -0.1);
        for (int code : new int[] {0, 1, 0x4000, 0x8000, 0xFFFF}) {
            file.vector("decoded yaw " + code, "decoded yaw")
                    .written(writer -> writer.u16(code))
                    .expect("code", code)
                    .expect("degrees", single(Quantizers.yawDegrees(code)));
        }
        for (int code : new int[] {0, 1, -1, 32_767, -32_768}) {
            int decoded = EntityRow.velocityX(EntityRow.motion(code, 0, 0, 0));
            file.vector("decoded velocity " + code, "decoded velocity")
                    .written(writer -> writer.u16(code))
                    .expect("code", code)
                    .expect("value", single(decoded));
        }
        steps(file);
    }

    private static void positions(VectorFile file, int quadrantSize, double minZ) {
        int[][] codes = {
            {0, 0, 0, 0, 0},
            {-1, 1, 65_535, 1, 65_535},
            {32_767, -32_768, 4711, 32_768, 127}
        };
        PositionQuantizer quantizer = new PositionQuantizer(quadrantSize, minZ);
        for (int[] code : codes) {
            String name =
                    "decoded position %d, %d, %d, %d, %d in %d"
                            .formatted(code[0], code[1], code[2], code[3], code[4], quadrantSize);
            file.vector(name, "decoded position")
                    .given("quadrantSize", quadrantSize)
                    .given("minZ", minZ)
                    .written(
                            writer ->
                                    writer.varInt(code[0])
                                            .varInt(code[1])
                                            .u16(code[2])
                                            .u16(code[3])
                                            .u16(code[4]))
                    .expect("quadrantX", code[0])
                    .expect("quadrantY", code[1])
                    .expect("offsetX", code[2])
                    .expect("offsetY", code[3])
                    .expect("height", code[4])
                    .expect("x", full(quantizer.decode(code[0], code[2])))
                    .expect("y", full(quantizer.decode(code[1], code[3])))
                    .expect("z", full(quantizer.decodeHeight(code[4])));
        }
    }

    private static void steps(VectorFile file) {
        MoveRules map = MoveRules.of(MapGeometry.DEFAULT, MovementStep.MAX_SPEED, List.of());
        int[][] straight = {{127, 0, 0, 0, 6}, {0, -127, 0, 0, 6}, {-127, 0, 0, 0, 1}};
        walk(file, "steps along the axes, whatever the yaw", map, 0.1, -0.3, straight);
        int[][] turned = {{127, 0, 16_384, 0, 6}, {0, -127, 40_000, 0, 6}, {-127, 0, 65_535, 0, 1}};
        walk(file, "the same steps, turned", map, 0.1, -0.3, turned);
        int[][] between = {
            {127, 127, 0, 0, 1},
            {-90, 90, 0, 0, 3},
            {89, -89, 0, 0, 3},
            {1, 0, 0, 0, 6},
            {-1, 2, 0, 0, 5},
            {0, 0, 0, 0, 6},
            {-127, 1, 0, 0, 2},
            {64, -63, 0, 0, 4}
        };
        walk(file, "steps beyond the circle and within it", map, -12_345.678, 1e-3, between);
        int[][] out = {{127, 127, 0, 0, 6}, {127, -100, 0, 0, 6}, {-1, 0, 0, 0, 1}};
        int[][] most = new int[InputFrame.MAX_INPUTS][];
        Arrays.setAll(most, i -> new int[] {127 - i, 5 * i, 700 * i, 0, 1});
        walk(file, "as many inputs as a frame has, of a client that turns", map, 3, 9, most);
        walk(file, "steps against the edges", map, 409_580, 409_599.9, out);
        MoveRules small = new MoveRules(612.5, -100.25, 7, 299.75, 307, 2, 60.5, List.of());
        int[][] far = {{-127, -127, 0, 0, 6}, {-127, 0, 0, 0, 6}, {30, 100, 0, 0, 6}};
        walk(file, "steps at another speed on a small map", small, 0, 100, far);
        int[][] jump = {{0, 0, 0, 1, 1}, {127, 0, 0, 0, 6}, {0, 0, 0, 1, 6}};
        int[][] jumps = new int[12][];
        Arrays.setAll(jumps, i -> i < jump.length ? jump[i] : new int[] {0, 90, 0, i % 2, 6});
        walk(file, "a jump that lands and jumps again", map, 5, 5, Arrays.copyOf(jumps, 8));
        walk(file, "a fall from above", map, 5, 5, 40.25, Arrays.copyOfRange(jumps, 4, 12));
        int[][] high = {{0, 0, 0, 1, 6}, {0, 0, 0, 1, 6}, {0, 0, 0, 0, 6}};
        walk(file, "a jump under the map's roof, on ground above 0", small, 0, 100, high);
        Water pond = new Water(10, -5, 60, 40);
        MoveRules wet = MoveRules.of(MapGeometry.DEFAULT, 612.5, List.of(pond));
        int[][] bath = {{127, 0, 0, 0, 6}, {127, 0, 0, 1, 6}, {0, 127, 0, 1, 6}, {90, 90, 0, 0, 6}};
        walk(file, "into water and out of it, which no jump is begun in", wet, 5, 5, bath);
        walk(file, "a fall into water", wet, 30, 5, 20, bath);
        walk(file, "from the first of the water's edges, not from the last", wet, 10, 39, bath);
    }

    /** Inputs are moveX, moveY, yaw, buttons, steps, numbered from 1. */
    private static void walk(
            VectorFile file, String name, MoveRules map, double x, double y, int[][] inputs) {
        walk(file, name, map, x, y, map.ground(), inputs);
    }

    private static void walk(
            VectorFile file,
            String name,
            MoveRules map,
            double x,
            double y,
            double z,
            int[][] inputs) {
        double minZ = map.ground() == 0 ? MapGeometry.DEFAULT.minZ() : map.ground();
        VectorFile.Vector vector =
                file.vector(name, "steps")
                        .given("x", x)
                        .given("y", y)
                        .given("z", z)
                        .given("speed", map.maxSpeed())
                        .given("minX", map.minX())
                        .given("minY", map.minY())
                        .given("extentX", map.maxX() - map.minX())
                        .given("extentY", map.maxY() - map.minY())
                        .given("minZ", minZ)
                        .given("extentZ", map.top() - minZ)
                        .given("water", waters(map))
                        .written(
                                writer -> {
                                    InputFrame.writeHead(writer, inputs.length, inputs.length);
                                    for (int[] input : inputs) {
                                        InputFrame.writeInput(writer, packed(input));
                                    }
                                })
                        .expect("newest", inputs.length)
                        .expect("count", inputs.length);
        OwnPrediction prediction = new OwnPrediction(map, x, y, z, 0);
        String[] names = {"moveX", "moveY", "yaw", "buttons", "steps"};
        for (int i = 0; i < inputs.length; i++) {
            long _ = prediction.add(packed(inputs[i]));
            for (int j = 0; j < names.length; j++) {
                vector.expect("input[" + i + "]." + names[j], inputs[i][j]);
            }
            vector.expect("input[" + i + "].x", full(prediction.x()))
                    .expect("input[" + i + "].y", full(prediction.y()))
                    .expect("input[" + i + "].z", full(prediction.z()));
        }
    }

    /** Edges with spaces between, nothing when there is none. */
    private static String waters(MoveRules map) {
        return map.waters().stream()
                .map(w -> "%d %d %d %d".formatted(w.west(), w.south(), w.east(), w.north()))
                .collect(Collectors.joining(" "));
    }

    private static long packed(int[] input) {
        return InputCommand.of(input[0], input[1], input[2], input[3], input[4]);
    }

    private static String full(double value) {
        return Long.toHexString(Double.doubleToLongBits(value));
    }

    private static String single(double value) {
        return Integer.toHexString(Float.floatToIntBits((float) value));
    }
}
