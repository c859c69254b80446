package dev.shadowland.protocol.client;

import dev.shadowland.protocol.snapshot.EntityRow;
import dev.shadowland.protocol.snapshot.EntityType;
import dev.shadowland.protocol.snapshot.Quantizers;
import dev.shadowland.protocol.wire.PositionQuantizer;

/** Rows of entities for tests, on the default map. */
final class TestRow {
    static final PositionQuantizer QUANTIZER = new PositionQuantizer(102_400, -12_800);

    private TestRow() {}

    /** Words identity, place, motion, rest, tilt of an entity in full health without flags. */
    static long[] of(int id, double x, double y, double velocityX, double velocityY, int yaw) {
        return of(id, x, y, 0, velocityX, velocityY, 0, yaw);
    }

    static long[] of(
            int id,
            double x,
            double y,
            double z,
            double velocityX,
            double velocityY,
            double velocityZ,
            int yaw) {
        int quadrantX = QUANTIZER.quadrant(x);
        int quadrantY = QUANTIZER.quadrant(y);
        return new long[] {
            EntityRow.identity(id, EntityType.PLAYER, 255, 255),
            EntityRow.place(
                    QUANTIZER.offset(x, quadrantX),
                    QUANTIZER.offset(y, quadrantY),
                    QUANTIZER.height(z),
                    yaw),
            EntityRow.motion(
                    Quantizers.velocity(velocityX),
                    Quantizers.velocity(velocityY),
                    Quantizers.velocity(velocityZ),
                    0),
            EntityRow.rest(0, quadrantX, quadrantY),
            0
        };
    }
}
