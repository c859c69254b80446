package dev.shadowland.checker;

import java.io.ByteArrayOutputStream;
import java.util.Map;

/** Section 16: what a sender must make of given values. */
final class Numbers {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<?, ?> given;
    private long run;
    private int runBits;

    private Numbers(Map<?, ?> given) {
        this.given = given;
    }

    /** The bytes of a kind of vector, null when it is not one of numbers. */
    static byte @org.jspecify.annotations.Nullable [] encode(String kind, Map<?, ?> given) {
        Numbers numbers = new Numbers(given);
        switch (kind) {
            case "position" -> numbers.position();
            case "yaw" -> numbers.little(numbers.yaw(), 2);
            case "velocity" -> numbers.little(numbers.velocity(), 2);
            case "vital" -> numbers.little(numbers.vital(), 1);
            case "vector" -> numbers.vector();
            case "rotator" -> numbers.rotator();
            default -> {
                return null;
            }
        }
        return numbers.out.toByteArray();
    }

    private double number(String name) {
        return Double.parseDouble(Json.string(given, name));
    }

    private static double round(double value) {
        return Math.floor(value + 0.5);
    }

    private void position() {
        double size = number("quadrantSize");
        double x = number("x");
        double y = number("y");
        long quadrantX = (long) Math.floor(x / size);
        long quadrantY = (long) Math.floor(y / size);
        zigzag(quadrantX);
        zigzag(quadrantY);
        little(offset(x - quadrantX * size, size), 2);
        little(offset(y - quadrantY * size, size), 2);
        little(offset(number("z") - number("minZ"), size), 2);
    }

    private static long offset(double distance, double size) {
        return (long) Math.clamp(Math.floor(distance * 65536 / size), 0, 65535);
    }

    private long yaw() {
        return (long) round(number("degrees") * 65536 / 360);
    }

    private long velocity() {
        return (long) Math.clamp(round(number("value")), -32768, 32767);
    }

    private long vital() {
        double value = number("value");
        double max = number("max");
        if (value <= 0 || max <= 0) {
            return 0;
        }
        return value >= max ? 255 : (long) Math.clamp(Math.ceil(value * 255 / max), 1, 254);
    }

    private void vector() {
        for (String axis : new String[] {"x", "y", "z"}) {
            String[] form = Json.string(given, axis + "Form").split(" ", -1);
            double value = number(axis);
            value = Double.isNaN(value) ? 0 : value;
            if (form.length == 1) {
                double step = Double.parseDouble(form[0]);
                zigzag((long) Math.clamp(round(value / step), -2147483647.0, 2147483647.0));
            } else {
                double low = Double.parseDouble(form[0]);
                double high = Double.parseDouble(form[1]);
                double step = Double.parseDouble(form[2]);
                long codes = (long) Math.ceil((high - low) / step);
                bits((long) round((Math.clamp(value, low, high) - low) / step), width(codes));
            }
        }
        wholeByte();
    }

    private void rotator() {
        for (String axis : new String[] {"pitch", "yaw", "roll"}) {
            double step = number(axis + "Step");
            double degrees = number(axis);
            if (step > 0) {
                long codes = (long) Math.ceil(360 / step);
                double turns = Double.isFinite(degrees) ? degrees % 360 / 360 : 0;
                long code = Math.floorMod((long) round(turns * codes), codes);
                bits(code, width(codes - 1));
            }
        }
        wholeByte();
    }

    private static int width(long greatest) {
        return Long.SIZE - Long.numberOfLeadingZeros(greatest);
    }

    private void little(long value, int size) {
        out.writeBytes(Crypto.little(value, size));
    }

    /** A varint among the axes of a vector follows whatever bits are open. */
    private void zigzag(long value) {
        long rest = ((value << 1) ^ (value >> 63)) & 0xFFFF_FFFFL;
        while (rest >= 0x80) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private void bits(long value, int count) {
        run |= value << runBits;
        runBits += count;
        while (runBits >= 8) {
            out.write((int) run & 0xFF);
            run >>>= 8;
            runBits -= 8;
        }
    }

    private void wholeByte() {
        if (runBits > 0) {
            out.write((int) run & 0xFF);
        }
        run = 0;
        runBits = 0;
    }
}
