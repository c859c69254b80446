package dev.shadowland.checker;

import java.util.Map;

/** Section 16: what a receiver makes of quantized values. */
final class Decoded {
    private Decoded() {}

    static void position(Cursor in, Map<?, ?> given) throws Disagreement {
        double size = number(given, "quadrantSize");
        int quadrantX = Snapshots.quadrant(in, "quadrantX");
        int quadrantY = Snapshots.quadrant(in, "quadrantY");
        long offsetX = in.unsigned("offsetX", 2);
        long offsetY = in.unsigned("offsetY", 2);
        long height = in.unsigned("height", 2);
        put(in, "x", quadrantX * size + (offsetX + 0.5) * size / 65536);
        put(in, "y", quadrantY * size + (offsetY + 0.5) * size / 65536);
        put(in, "z", number(given, "minZ") + (height + 0.5) * size / 65536);
    }

    static void yaw(Cursor in) throws Disagreement {
        putSingle(in, "degrees", in.unsigned("code", 2) * 360.0 / 65536);
    }

    static void velocity(Cursor in) throws Disagreement {
        putSingle(in, "value", (double) in.signed("code", 2));
    }

    static double number(Map<?, ?> given, String name) {
        return Double.parseDouble(Json.string(given, name));
    }

    static void put(Cursor in, String name, double value) throws Disagreement {
        in.put(name, Long.toHexString(Double.doubleToLongBits(value)), in.offset());
    }

    private static void putSingle(Cursor in, String name, double value) throws Disagreement {
        in.put(name, Integer.toHexString(Float.floatToIntBits((float) value)), in.offset());
    }
}
